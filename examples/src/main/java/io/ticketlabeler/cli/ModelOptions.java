package io.ticketlabeler.cli;

import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.onnx.allminilml6v2q.AllMiniLmL6V2QuantizedEmbeddingModel;
import io.ticketlabeler.TicketLabeler;
import io.ticketlabeler.model.EmbeddingLabelModel;
import io.ticketlabeler.model.Embeddings;
import io.ticketlabeler.model.Fallback;
import io.ticketlabeler.model.LabelModel;
import io.ticketlabeler.model.OpenAi;
import io.ticketlabeler.model.OpenRouter;
import io.ticketlabeler.model.Price;
import io.ticketlabeler.prompt.Example;
import io.ticketlabeler.prompt.ExampleStore;
import io.ticketlabeler.prompt.PromptStrategies;
import io.ticketlabeler.prompt.StandardPrompt;
import io.ticketlabeler.rules.RuleFile;
import io.ticketlabeler.ticket.LabelSet;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Who proposes labels, and with which prompt. */
final class ModelOptions {

    private static final int NEAREST = 3; // examples a ticket
    private static final int PER_LABEL = 3; // of reviewed examples, in each prompt; a file by hand is shown as it is

    /** Who proposes labels. */
    enum Provider {
        /** The embedding model inside this program; no key, no network. */
        OFFLINE,
        OPENAI,
        OPENROUTER,
        /** What train wrote. */
        LEARNED,
        /** What train wrote, and a language model for the rest. */
        CASCADE,
        /** Labelling rules alone; what they do not decide is left to people. */
        RULES
    }

    @Option(
            names = "--provider",
            defaultValue = "offline",
            description =
                    "offline, openai, openrouter, rules (--rules FILE), learned (--model FILE that train wrote) or cascade (--learned FILE,"
                            + " --then)")
    private Provider provider = Provider.OFFLINE;

    @Option(
            names = "--then",
            defaultValue = "openai",
            description = "for cascade: openai or openrouter, whoever is asked what the learned model is not sure of")
    private Provider then = Provider.OPENAI;

    @Mixin
    private LearnedOptions learned = new LearnedOptions();

    @Mixin
    private ShortlistOptions shortlist = new ShortlistOptions();

    @Option(
            names = "--rules",
            paramLabel = "FILE",
            description = "labelling rules (YAML or JSON) that decide what they can before a model is asked")
    private @Nullable Path rules;

    @Option(names = "--base-url", paramLabel = "URL", description = "another server of the same protocol")
    private @Nullable String baseUrl;

    @Option(
            names = "--model",
            split = ",",
            paramLabel = "M",
            description = "the model, and others that take over when it cannot answer, separated by commas")
    private List<String> models = List.of();

    @Option(
            names = "--prompt",
            defaultValue = "zero-shot",
            description = "zero-shot, few-shot or nearest (examples most similar to each ticket)")
    private String prompt = "zero-shot";

    @Option(
            names = "--examples",
            paramLabel = "FILE",
            description = "what teach wrote, or a CSV with the columns text and label")
    private @Nullable Path examples;

    @Option(names = "--instruction", paramLabel = "TEXT", description = "your own rules, added to the prompt")
    private String instruction = "";

    @Option(names = "--language", description = "the language of most tickets, e.g. German")
    private String language = "";

    @Option(names = "--confidence", description = "ask the model how sure it is")
    private boolean confidence;

    @Option(
            names = "--token-confidence",
            description =
                    "take the confidence from the probabilities of the label's tokens, where the model gives them")
    private boolean tokenConfidence;

    @Option(
            names = "--price",
            split = ",",
            paramLabel = "IN,OUT",
            description = "US dollars per million tokens, e.g. 0.15,0.60")
    private List<Double> price = List.of();

    @Option(
            names = "--deadline",
            defaultValue = "120",
            paramLabel = "SECONDS",
            description = "for a whole answer (default: 120)")
    private int deadline = 120;

    private @Nullable ExampleStore learnt;

    /** Rules, model and labels for a labeler. */
    TicketLabeler.Builder apply(TicketLabeler.Builder builder, LabelSet labels) {
        if (rules != null) {
            builder.rules(RuleFile.read(rules, labels));
        } else if (provider == Provider.RULES) {
            throw new IllegalArgumentException("--provider rules needs --rules FILE (rules.yaml or rules.json)");
        }
        if (provider != Provider.RULES) {
            builder.model(model(labels));
        }
        return builder.labels(labels);
    }

    /** As {@link #apply(TicketLabeler.Builder, LabelSet)}; with the nearest examples it also looks into this store, which gets the given ones. */
    TicketLabeler.Builder learning(TicketLabeler.Builder builder, LabelSet labels, ExampleStore store) {
        learnt = store;
        if (examples != null) {
            int row = 0;
            for (Example example : ExampleFile.read(examples).examples()) {
                store.put("file/" + row++, example);
            }
        }
        return apply(builder, labels);
    }

    private LabelModel model(LabelSet labels) {
        if (provider == Provider.OFFLINE) {
            return offline(
                    examples == null ? List.of() : ExampleFile.read(examples).examples());
        }
        if (shortlist.isWanted() && provider == Provider.LEARNED) {
            throw new IllegalArgumentException("--shortlist is for language models; leave it out");
        }
        if (provider == Provider.LEARNED) {
            if (models.size() != 1) {
                throw new IllegalArgumentException("--provider learned needs --model FILE; make one with train");
            }
            return LearnedOptions.load(Path.of(models.get(0)));
        }
        if (provider == Provider.CASCADE) {
            LabelModel language = languageModel(then);
            return shortlist.isWanted()
                    ? learned.before(shortlist.of(labels, ranker()), language)
                    : learned.before(language);
        }
        LabelModel language = languageModel(provider);
        return shortlist.isWanted() ? shortlist.of(labels, ranker()).before(language) : language;
    }

    private EmbeddingLabelModel offline(List<Example> known) {
        EmbeddingLabelModel offline = EmbeddingLabelModel.of(miniLm()).identity(MiniLm.IDENTITY);
        return known.isEmpty() ? offline : offline.examples(known);
    }

    /** Who says which labels are likely: what train wrote, else the offline model with the examples. */
    private ShortlistOptions.Source ranker() {
        return learned.isGiven()
                ? new ShortlistOptions.Source(unused -> learned.model(), List.of())
                : new ShortlistOptions.Source(
                        this::offline,
                        examples == null
                                ? List.of()
                                : ExampleFile.read(examples).examples());
    }

    private LabelModel languageModel(Provider who) {
        if (who != Provider.OPENAI && who != Provider.OPENROUTER) {
            throw new IllegalArgumentException("--then " + who + ": expected openai or openrouter");
        }
        String first = models.isEmpty() ? defaultModel(who) : models.get(0);
        return who == Provider.OPENAI ? openAi(first) : openRouter(first);
    }

    private static String defaultModel(Provider who) {
        return who == Provider.OPENAI ? "gpt-4o-mini" : "openai/gpt-4o-mini";
    }

    private LabelModel openAi(String name) {
        StandardPrompt strategy = strategy();
        LabelModel[] others = models.stream()
                .skip(1)
                .map(other -> oneOfOpenAi(other, strategy))
                .toArray(LabelModel[]::new);
        LabelModel first = oneOfOpenAi(name, strategy);
        return others.length == 0 ? first : Fallback.of(first, others);
    }

    private LabelModel oneOfOpenAi(String name, StandardPrompt strategy) {
        OpenAi model = OpenAi.chat(name).deadline(Duration.ofSeconds(deadline));
        model = baseUrl == null ? model : model.baseUrl(baseUrl);
        model = price.isEmpty() ? model : model.price(price());
        model = tokenConfidence ? model.tokenConfidence() : model;
        return model.prompt(strategy);
    }

    private LabelModel openRouter(String name) {
        OpenRouter model = OpenRouter.chat(name).deadline(Duration.ofSeconds(deadline));
        model = price.isEmpty() ? model : model.price(price());
        model = tokenConfidence ? model.tokenConfidence() : model;
        for (String other : models.subList(Math.min(1, models.size()), models.size())) {
            model = model.orElse(other);
        }
        return (baseUrl == null ? model : model.baseUrl(baseUrl)).prompt(strategy());
    }

    private Price price() {
        if (price.size() != 2) {
            throw new IllegalArgumentException("--price takes two numbers, e.g. 0.15,0.60");
        }
        return Price.perMillion(price.get(0), price.get(1));
    }

    private StandardPrompt strategy() {
        StandardPrompt strategy =
                switch (prompt) {
                    case "zero-shot" -> PromptStrategies.zeroShot();
                    case "few-shot" -> PromptStrategies.fewShot(fixedExamples());
                    case "nearest" -> nearest();
                    default ->
                        throw new IllegalArgumentException(
                                "--prompt " + prompt + ": expected zero-shot, few-shot or nearest");
                };
        strategy = strategy.instruction(instruction).language(language);
        return confidence ? strategy.withConfidence() : strategy;
    }

    private StandardPrompt nearest() {
        return learnt == null
                ? nearestOf(ExampleFile.read(needed()))
                : PromptStrategies.nearestExamples(Embeddings.of(miniLm()), learnt, NEAREST);
    }

    private static StandardPrompt nearestOf(ExampleFile file) {
        return PromptStrategies.nearestExamples(Embeddings.of(miniLm()), file.examples(), NEAREST, file.version());
    }

    private List<Example> fixedExamples() {
        return ExampleFile.read(needed()).few(PER_LABEL);
    }

    private Path needed() {
        if (examples == null) {
            throw new IllegalArgumentException("--prompt " + prompt
                    + " needs --examples FILE, which teach wrote, or a CSV with the columns text and label");
        }
        return examples;
    }

    private static EmbeddingModel miniLm() {
        return new AllMiniLmL6V2QuantizedEmbeddingModel();
    }
}
