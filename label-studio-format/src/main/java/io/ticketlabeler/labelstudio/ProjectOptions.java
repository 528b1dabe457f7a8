package io.ticketlabeler.labelstudio;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Which project, and how people shall work in it. Immutable.
 *
 * <p>What is not given stays as it is; a new project has Label Studio's defaults.
 */
public final class ProjectOptions {

    private static final int MIN_TITLE = 3; // checked with 1.23.2, as is the other
    private static final int MAX_TITLE = 50;

    private final String title;
    private final long id;
    private String instructions = "";
    private Optional<Sampling> sampling = Optional.empty();
    private OptionalDouble acceptedFrom = OptionalDouble.empty();
    private boolean replaceConfig;

    private ProjectOptions(String title, long id) {
        this.title = title;
        this.id = id;
    }

    /**
     * The project of that title, which is made if there is none.
     *
     * @throws IllegalArgumentException unless it has 3 to 50 characters, which Label Studio asks for
     */
    public static ProjectOptions titled(String title) {
        int length = title.codePointCount(0, title.length());
        if (length < MIN_TITLE || length > MAX_TITLE || title.isBlank()) {
            throw new IllegalArgumentException("the project's title \"" + title.replaceAll("\\s+", " ") + "\" has "
                    + length + " characters; Label Studio wants " + MIN_TITLE + " to " + MAX_TITLE);
        }
        return new ProjectOptions(title, 0);
    }

    /** The project of that number, as it stands in the browser after {@code /projects/}. */
    public static ProjectOptions ofId(long id) {
        if (id <= 0) {
            throw new IllegalArgumentException("projects are numbered from 1, not " + id);
        }
        return new ProjectOptions("", id);
    }

    /** With instructions, as HTML, which people see before they begin. */
    public ProjectOptions instructions(String html) {
        ProjectOptions copy = copy();
        copy.instructions = html;
        return copy;
    }

    /** With the order in which people get the tasks. */
    public ProjectOptions sampling(Sampling order) {
        ProjectOptions copy = copy();
        copy.sampling = Optional.of(order);
        return copy;
    }

    /**
     * With the confidence, 0 to 1, from which a proposal counts as accepted unless a person looks at it. It decides what the view
     * "Accepted unseen" shows; without it these are all proposals.
     */
    public ProjectOptions acceptedFrom(double confidence) {
        if (!(confidence >= 0 && confidence <= 1)) {
            throw new IllegalArgumentException("a confidence of " + confidence + "; expected 0 to 1");
        }
        ProjectOptions copy = copy();
        copy.acceptedFrom = OptionalDouble.of(confidence);
        return copy;
    }

    /** With leave to put the run's configuration in the place of the project's where they differ. */
    public ProjectOptions replaceConfig() {
        ProjectOptions copy = copy();
        copy.replaceConfig = true;
        return copy;
    }

    String title() {
        return title;
    }

    OptionalLong id() {
        return id == 0 ? OptionalLong.empty() : OptionalLong.of(id);
    }

    String instructions() {
        return instructions;
    }

    Optional<Sampling> sampling() {
        return sampling;
    }

    OptionalDouble acceptedFrom() {
        return acceptedFrom;
    }

    boolean replacesConfig() {
        return replaceConfig;
    }

    private ProjectOptions copy() {
        ProjectOptions copy = new ProjectOptions(title, id);
        copy.instructions = instructions;
        copy.sampling = sampling;
        copy.acceptedFrom = acceptedFrom;
        copy.replaceConfig = replaceConfig;
        return copy;
    }

    /** In which order people get the tasks when they press <i>Label All Tasks</i>. */
    public enum Sampling {
        /** In the order of the view that is open, e.g. "Uncertain first". */
        SEQUENTIAL("Sequential sampling"),
        /** By chance. */
        UNIFORM("Uniform sampling"),
        /** Low scores first; tasks without a proposal come last. */
        UNCERTAINTY("Uncertainty sampling");

        private final String name;

        Sampling(String name) {
            this.name = name;
        }

        String nameThere() {
            return name;
        }
    }
}
