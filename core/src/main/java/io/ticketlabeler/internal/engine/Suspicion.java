package io.ticketlabeler.internal.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Tells tickets that talk to the model rather than to the help desk. Such a ticket travels alone, so that even a model that obeys
 * it can give a wrong label to no other ticket. A guess, on purpose a broad one: being wrong costs one more call, nothing else.
 */
final class Suspicion {

    private static final String GAP = "\\W+(?:\\w+\\W+){0,4}?";
    private static final String TICKETS =
            "(?:tickets?|messages?|entr(?:y|ies)|items?|texts?|ids?|nachrichten|mensajes|anfragen|consultas)";
    private static final String OTHERS =
            "(?:all|any|every|each|others?|next|previous|following|remaining|preceding|alle[snmr]?|jede[snmr]?|andere[nr]?|todos|todas|otros|tous|toutes|chaque)";
    private static final String NAMING =
            "(?:label|classif|categor|kategor|klassifi|clasific|etiquet|mark|tag|assign|answer|output|reply|respond|return)\\w*";

    /** What is in a text that has a sign; looked for first, because expressions are slow, and most texts hold none of it. */
    private static final int ORDER = 1;

    private static final int OTHERS_WORD = 1 << 1;
    private static final int TICKETS_WORD = 1 << 2;
    private static final int PHRASE = 1 << 3;
    private static final int BORDER = 1 << 4;
    private static final int ROLE = 1 << 5;
    private static final int MARKUP = 1 << 6;
    private static final int KEY = 1 << 7;
    private static final int ANSWER = 1 << 8;

    /** How words begin, by their first letter. */
    private static final List<List<Clue>> CLUES = byFirstLetter(List.of(
            Clue.of(ORDER, "ignor disregard forget overrid bypass vergiss vergess missachte olvida oubli"),
            Clue.of(
                    OTHERS_WORD,
                    "all any every each other next previous following remaining preceding jede andere tod otros tou"
                            + " chaque"),
            Clue.of(TICKETS_WORD, "ticket message entr item text id nachricht mensaje anfrage consulta"),
            List.of(
                    new Clue(PHRASE, "system prompt"),
                    new Clue(PHRASE, "new instruction"),
                    new Clue(PHRASE, "you are now"),
                    new Clue(PHRASE, "from now on you"),
                    new Clue(PHRASE, "developer mode"),
                    new Clue(PHRASE, "jailbreak"),
                    new Clue(PHRASE, "neue anweisung"),
                    new Clue(PHRASE, "nuevas instrucciones")),
            Clue.of(BORDER, "end start begin"),
            Clue.of(ROLE, "system assistant developer instruction"),
            Clue.of(ANSWER, "respond reply answer output antworte")));

    private record Clue(int kind, String beginning) {
        static List<Clue> of(int kind, String beginnings) {
            return Stream.of(beginnings.split(" ", -1))
                    .map(beginning -> new Clue(kind, beginning))
                    .toList();
        }
    }

    /** An expression, and the clues that a text must hold for it to be found. */
    private record Sign(int clues, Pattern pattern) {
        Sign(int clues, String regex) {
            this(
                    clues,
                    Pattern.compile(
                            regex, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS));
        }
    }

    /** Compiled when the first text with a clue comes. */
    private static final class Signs {
        static final List<Sign> ALL = List.of(
                new Sign(
                        ORDER,
                        "\\b(?:ignor\\w*|disregard|forget|overrid\\w*|bypass|vergiss|vergesse?n?|missachte|olvida\\w*|oubli\\w*)"
                                + GAP
                                + "(?:instruc\\w*|instruk\\w*|anweisung\\w*|rules?|regeln?|reglas|prompts?|above|previous|everything|labels?)\\b"),
                new Sign(OTHERS_WORD | TICKETS_WORD, "\\b" + NAMING + GAP + OTHERS + GAP + TICKETS + "\\b"),
                new Sign(
                        OTHERS_WORD | TICKETS_WORD,
                        "\\b" + OTHERS + GAP + TICKETS + GAP + "(?:" + NAMING + "|should be|must be|belong)"),
                new Sign(
                        PHRASE,
                        "\\b(?:system prompt|new instructions?|you are now|from now on you|developer mode|jailbreak|neue anweisung\\w*|nuevas instrucciones)\\b"),
                new Sign(
                        BORDER,
                        "\\b(?:end|start|begin(?:ning)?)\\s+of\\s+(?:the\\s+)?(?:tickets?|data|input|batch|prompt|list)\\b"),
                new Sign(ROLE, "(?:^|\\n)\\s*#*\\s*(?:system|assistant|developer|instructions?)\\s*:"),
                new Sign(
                        MARKUP,
                        "<\\|[a-z_]{2,20}\\|>|\\[/?INST\\]|</?(?:system|instructions?|tickets?|prompt|assistant)>"),
                new Sign(KEY, "\"labels?\"\\s*:\\s*[\\[\"]"),
                new Sign(
                        ANSWER,
                        "\\b(?:respond|reply|answer|output|antworte|responde)\\w*\\s+(?:only\\s+)?(?:with|in|mit|con)\\s+(?:only\\s+)?(?:json|the (?:label|word)|label|\\{)"));
    }

    private Suspicion() {}

    static boolean talksToTheModel(String text) {
        int clues = clues(text);
        return clues != 0 && hasSign(text, clues);
    }

    /** Without looking for clues first. */
    static boolean hasSign(String text) {
        return hasSign(text, ~0);
    }

    private static boolean hasSign(String text, int clues) {
        for (Sign sign : Signs.ALL) {
            if ((clues & sign.clues()) == sign.clues()
                    && sign.pattern().matcher(text).find()) {
                return true;
            }
        }
        return false;
    }

    private static int clues(String text) {
        int found = 0;
        boolean inWord = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            char folded = fold(c);
            if (c == '<' || c == '[') {
                found |= MARKUP;
            } else if (c == '"') {
                found |= begins(text, i + 1, "label") ? KEY : 0;
            } else if (!inWord && folded >= 'a' && folded <= 'z') {
                for (Clue clue : CLUES.get(folded - 'a')) {
                    found |= begins(text, i, clue.beginning()) ? clue.kind() : 0;
                }
            }
            inWord = (c <= 'z' && Character.isLetterOrDigit(c)) || c == '_';
        }
        return found;
    }

    private static boolean begins(String text, int at, String beginning) {
        if (text.length() - at < beginning.length()) {
            return false;
        }
        for (int i = 0; i < beginning.length(); i++) {
            if (fold(text.charAt(at + i)) != beginning.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** As the expressions compare letters: the Kelvin sign is a k, the long s an s. */
    private static char fold(char c) {
        if (c <= 0x7F) {
            return c >= 'A' && c <= 'Z' ? (char) (c + 'a' - 'A') : c;
        }
        return Character.toLowerCase(Character.toUpperCase(c));
    }

    private static List<List<Clue>> byFirstLetter(List<List<Clue>> kinds) {
        List<List<Clue>> table = new ArrayList<>();
        for (char letter = 'a'; letter <= 'z'; letter++) {
            char first = letter;
            table.add(kinds.stream()
                    .flatMap(List::stream)
                    .filter(clue -> clue.beginning().charAt(0) == first)
                    .toList());
        }
        return table;
    }
}
