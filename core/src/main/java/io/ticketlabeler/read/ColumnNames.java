package io.ticketlabeler.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Under which names, folded by {@link Names#fold}, ids, subjects and bodies are found; the first that a file has counts.
 *
 * <p>The translations are those of the help desks' own interfaces, which translate the headers of their CSV exports.
 */
record ColumnNames(List<String> ids, List<String> subjects, List<String> bodies) {

    private static final ColumnNames ANY = of(
            """
            id ticketid ticketnumber ticketno ticketnr ticket# caseid casenumber issuekey key issueid conversationid requestid
            incidentid incidentnumber recordid number iid no nr # ref reference externalid uuid guid messageid docid documentid
            textid rowid sysid oid ticket
            ticketnummer vorgangsschlussel schlussel vorgangsid vorgangsnummer fallnummer nummer kennung
            clededemande cledeticket cle numerodeticket iddeticket numero identifiant idduticket
            clavedeincidencia clave iddeticket numerodeticket idticket chiave idsegnalazione chavedoitem chave iddoticket
            ticketnummer zaaknummer issuesleutel numerzgłoszenia идентификатор номер ключ チケットid 課題キー キー 番号 编号 工单编号 单号
            """,
            """
            subject title summary ticketname ticketsubject tickettitle issuetitle shortdescription headline emailsubject subjectline
            betreff titel zusammenfassung thema kurzbeschreibung
            objet sujet titre resume asunto titulo resumen oggetto titolo riepilogo assunto resumo onderwerp samenvatting
            temat tytul podsumowanie amne rubrik emne predmet nazev konu baslik otsikko aihe targy cim тема заголовок
            件名 要約 タイトル 主题 標題 标题 제목
            """,
            """
            text bodytext plaintextbody plainbody descriptiontext body description ticketdescription issuedescription message content
            articlebody articletree comment comments firstmessage initialmessage lastmessage question query utterance request details
            detail emailbody bodyhtml htmlbody descriptionhtml ticketbody tickettext issue problem feedback review complaint note notes
            summary sentence document transcript post tweet inquiry enquiry customermessage originalmessage conversation
            complaintnarrative consumercomplaintnarrative emailcontent mailbody ticket
            beschreibung nachricht inhalt anfrage fehlerbeschreibung anliegen
            descripcion mensaje contenido cuerpo texto descrizione messaggio contenuto corpo testo descricao mensagem conteudo
            descriptif contenu corps texte omschrijving beschrijving bericht inhoud tekst opis tresc wiadomosc beskrivning
            beskrivelse popis aciklama mesaj kuvaus viesti leiras uzenet описание сообщение текст
            説明 内容 本文 描述 正文 内容描述 설명 내용 본문
            """);

    /** Bodies where nothing better is known; in a help desk's export they are what was written later. */
    private static final Set<String> REPLIES = Set.of("comment", "comments", "note", "notes", "lastmessage");

    private static final ColumnNames ZENDESK = of(
            "id ticketid",
            "subject ticketsubject",
            "description descriptiontxt ticketdescription firstcomment comment body");
    private static final ColumnNames FRESHDESK =
            of("ticketid displayid id", "subject", "descriptiontext description ticketdescription");
    private static final ColumnNames JIRA = of(
            "issuekey workitemkey vorgangsschlussel cledeticket clededemande clavedeincidencia key",
            "summary zusammenfassung resume resumen 要約",
            "description beschreibung descripcion 説明");
    private static final ColumnNames GITHUB = of("number issuenumber id", "title", "body bodytext description");
    private static final ColumnNames ZNUNY = of(
            "ticketnumber ticket# ticketnummer number nummer ticketid",
            "title titel subject betreff",
            "body articlebody articletree article text beschreibung");
    private static final ColumnNames ZAMMAD =
            of("number # nummer ticketnumber id", "title titel subject", "body articlebody article text");
    private static final ColumnNames INTERCOM = of(
            "conversationid ticketid id",
            "subject conversationsubject conversationtitle title tickettitle",
            "body firstmessage firstusermessage initialmessage messagebody message ticketdescription");
    private static final ColumnNames HUBSPOT = of(
            "ticketid recordid hsobjectid hsticketid id",
            "ticketname subject hsticketname title",
            "ticketdescription content description hsticketdescription");

    /** The names that a help desk uses, and then those that anybody uses. */
    static ColumnNames of(TicketFormat format) {
        return switch (format) {
            case ZENDESK -> ZENDESK.or(ANY);
            case FRESHDESK -> FRESHDESK.or(ANY);
            case JIRA -> JIRA.or(ANY);
            case GITHUB -> GITHUB.or(ANY);
            case ZNUNY -> ZNUNY.or(ANY);
            case ZAMMAD -> ZAMMAD.or(ANY);
            case INTERCOM -> INTERCOM.or(ANY);
            case HUBSPOT -> HUBSPOT.or(ANY);
            case AUTO, CSV, JSON, JSONL -> ANY;
        };
    }

    /** How many of the three a header has. */
    long known(List<String> names) {
        return List.of(ids, subjects, bodies).stream()
                .filter(wanted -> Names.first(names, wanted).isPresent())
                .count();
    }

    private ColumnNames or(ColumnNames others) {
        List<String> othersBodies =
                others.bodies.stream().filter(name -> !REPLIES.contains(name)).toList();
        return new ColumnNames(
                joined(ids, others.ids), joined(subjects, others.subjects), joined(bodies, othersBodies));
    }

    private static List<String> joined(List<String> first, List<String> second) {
        List<String> joined = new ArrayList<>(first);
        joined.addAll(second);
        return joined;
    }

    private static ColumnNames of(String ids, String subjects, String bodies) {
        return new ColumnNames(words(ids), words(subjects), words(bodies));
    }

    private static List<String> words(String words) {
        return List.of(words.strip().split("\\s+")).stream().map(Names::fold).toList();
    }
}
