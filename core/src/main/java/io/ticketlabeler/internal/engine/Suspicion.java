package io.ticketlabeler.internal.engine;

import java.util.List;
import java.util.regex.Pattern;

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

    private static final List<Pattern> SIGNS = List.of(
            sign(
                    "\\b(?:ignor\\w*|disregard|forget|overrid\\w*|bypass|vergiss|vergesse?n?|missachte|olvida\\w*|oubli\\w*)"
                            + GAP
                            + "(?:instruc\\w*|instruk\\w*|anweisung\\w*|rules?|regeln?|reglas|prompts?|above|previous|everything|labels?)\\b"),
            sign("\\b" + NAMING + GAP + OTHERS + GAP + TICKETS + "\\b"),
            sign("\\b" + OTHERS + GAP + TICKETS + GAP + "(?:" + NAMING + "|should be|must be|belong)"),
            sign(
                    "\\b(?:system prompt|new instructions?|you are now|from now on you|developer mode|jailbreak|neue anweisung\\w*|nuevas instrucciones)\\b"),
            sign("\\b(?:end|start|begin(?:ning)?)\\s+of\\s+(?:the\\s+)?(?:tickets?|data|input|batch|prompt|list)\\b"),
            sign("(?:^|\\n)\\s*#*\\s*(?:system|assistant|developer|instructions?)\\s*:"),
            sign("<\\|[a-z_]{2,20}\\|>|\\[/?INST\\]|</?(?:system|instructions?|tickets?|prompt|assistant)>"),
            sign("\"labels?\"\\s*:\\s*[\\[\"]"),
            sign(
                    "\\b(?:respond|reply|answer|output|antworte|responde)\\w*\\s+(?:only\\s+)?(?:with|in|mit|con)\\s+(?:only\\s+)?(?:json|the (?:label|word)|label|\\{)"));

    private Suspicion() {}

    static boolean talksToTheModel(String text) {
        for (Pattern sign : SIGNS) {
            if (sign.matcher(text).find()) {
                return true;
            }
        }
        return false;
    }

    private static Pattern sign(String regex) {
        return Pattern.compile(
                regex, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS);
    }
}
