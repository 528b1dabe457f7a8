package io.ticketlabeler.doccano;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Which project, and how people shall work in it. Immutable.
 *
 * <p>What is not given stays as it is; a new project is shared by all its members, in the order of the run.
 */
public final class ProjectOptions {

    private static final int MAX_NAME = 100; // checked with 1.8.4

    private final String name;
    private final long id;
    private String guideline = "";
    private Optional<Boolean> multiple = Optional.empty();
    private List<String> annotators = List.of();
    private boolean confidences;
    private boolean replaceConfig;

    private ProjectOptions(String name, long id) {
        this.name = name;
        this.id = id;
    }

    /**
     * The project of that name, which is made if there is none.
     *
     * @throws IllegalArgumentException unless it has 1 to 100 characters, which doccano asks for
     */
    public static ProjectOptions named(String name) {
        int length = name.codePointCount(0, name.length());
        if (name.isBlank() || length > MAX_NAME || !name.equals(name.strip())) {
            throw new IllegalArgumentException("the project's name \"" + name.replaceAll("\\s+", " ") + "\" has "
                    + length + " characters; doccano wants 1 to " + MAX_NAME + ", none of the outer ones a blank");
        }
        return new ProjectOptions(name, 0);
    }

    /** The project of that number, as it stands in the browser after {@code /projects/}. */
    public static ProjectOptions ofId(long id) {
        if (id <= 0) {
            throw new IllegalArgumentException("projects are numbered from 1, not " + id);
        }
        return new ProjectOptions("", id);
    }

    /** With a guideline, as Markdown, which people find beside the documents. */
    public ProjectOptions guideline(String markdown) {
        ProjectOptions copy = copy();
        copy.guideline = markdown;
        return copy;
    }

    /** With several labels for a ticket allowed, or not; without it the run's proposals tell. */
    public ProjectOptions multiple(boolean several) {
        ProjectOptions copy = copy();
        copy.multiple = Optional.of(several);
        return copy;
    }

    /**
     * With these users as annotators, who become members if they are none. From doccano 1.8.5 on they are also given the documents
     * that nobody has been given yet, in equal parts; before, every annotator sees all.
     */
    public ProjectOptions annotators(List<String> userNames) {
        ProjectOptions copy = copy();
        copy.annotators = List.copyOf(userNames);
        return copy;
    }

    /**
     * With the confidences in the tool: each label gets {@code prob}, each document {@code score}, by which the page sorts ("Lowest
     * score first"). Documents then travel one by one instead of as files, which needs no worker and takes many times as long; doccano
     * takes away the blanks at the ends of their texts.
     */
    public ProjectOptions confidences() {
        ProjectOptions copy = copy();
        copy.confidences = true;
        return copy;
    }

    /**
     * With leave to change a project that differs from the run: it becomes a shared one, for single or several labels as the run has
     * them, and gets the labels that it lacks. Labels that only the project has stay.
     */
    public ProjectOptions replaceConfig() {
        ProjectOptions copy = copy();
        copy.replaceConfig = true;
        return copy;
    }

    String name() {
        return name;
    }

    OptionalLong id() {
        return id == 0 ? OptionalLong.empty() : OptionalLong.of(id);
    }

    String guideline() {
        return guideline;
    }

    Optional<Boolean> multiple() {
        return multiple;
    }

    List<String> annotators() {
        return annotators;
    }

    boolean hasConfidences() {
        return confidences;
    }

    boolean replacesConfig() {
        return replaceConfig;
    }

    private ProjectOptions copy() {
        ProjectOptions copy = new ProjectOptions(name, id);
        copy.guideline = guideline;
        copy.multiple = multiple;
        copy.annotators = annotators;
        copy.confidences = confidences;
        copy.replaceConfig = replaceConfig;
        return copy;
    }
}
