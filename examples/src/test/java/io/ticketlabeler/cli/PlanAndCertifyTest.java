package io.ticketlabeler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketlabeler.review.Certificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanAndCertifyTest {

    private static final int TICKETS = 3000;

    @TempDir
    Path folder;

    private final boolean[] wrong = new boolean[TICKETS];
    private final Console console = new Console();
    private String said = "";

    /** One in ten of the doubtful half is wrong, one in a hundred of the others. */
    @BeforeEach
    void proposals() throws IOException {
        SplittableRandom random = new SplittableRandom(3);
        StringBuilder csv = new StringBuilder("id,label,confidence\n");
        for (int i = 0; i < TICKETS; i++) {
            double confidence = Math.round(random.nextDouble(0.5, 1) * 100) / 100.0;
            wrong[i] = random.nextDouble() < (confidence < 0.75 ? 0.2 : 0.01);
            csv.append("T-" + i + "," + (i % 2 == 0 ? "Bug" : "Question") + "," + confidence + "\n");
        }
        Files.writeString(folder.resolve("proposals.csv"), csv);
    }

    @Test
    void aReviewedSampleGivesACertificateAndTwoFilesThatHoldEachTicketOnce() throws IOException {
        assertThat(run(
                        "plan-review",
                        "--proposals",
                        file("proposals.csv"),
                        "--sample",
                        "300",
                        "--out",
                        file("plan.json")))
                .isZero();
        assertThat(said).contains("at most 5 % wrong labels (risk 5 %)").contains("<- this plan");
        review(id -> true);

        assertThat(certify()).isZero();

        assertThat(said).startsWith("Certified: the finished set of 3,000 tickets");
        List<String> accepted = rows("accepted.csv");
        List<String> left = rows("to-review.csv");
        assertThat(accepted.size() + left.size()).isEqualTo(TICKETS);
        List<String> ids = new ArrayList<>(accepted);
        ids.addAll(left);
        assertThat(ids.stream().map(row -> row.split(",", 2)[0])).doesNotHaveDuplicates();
        assertThat(accepted.stream().filter(row -> row.endsWith(",person"))).hasSize(300);
        long wrongOnes = accepted.stream()
                .filter(row -> row.endsWith(",proposal"))
                .filter(row -> wrong[Integer.parseInt(row.substring(2, row.indexOf(',')))])
                .count();
        assertThat(wrongOnes).isLessThanOrEqualTo(150); // the promise, checked against the truth
        assertThat(Files.readString(folder.resolve("certificate.json"))).contains("\"says\" : \"Certified: ");
    }

    @Test
    void theReportShowsTheCertificateAndItsPlaceOnTheCurve() throws IOException {
        run("plan-review", "--proposals", file("proposals.csv"), "--sample", "300", "--out", file("plan.json"));
        review(id -> true);
        certify();
        Certificate certificate = Certificate.read(folder.resolve("certificate.json"));

        assertThat(evaluate()).isZero();

        String html = Files.readString(folder.resolve("report.html"));
        assertThat(html)
                .contains("<h2>Certificate</h2><p>" + certificate.toString().replace("'", "&#39;"))
                .contains(String.format(
                        Locale.ROOT, ">certified: %.1f\u00A0%%</text>", 100.0 * certificate.reached() / TICKETS));
        Path proposals = folder.resolve("proposals.csv");
        Files.writeString(proposals, Files.readString(proposals).replaceFirst("Bug", "Question"));
        assertThat(evaluate()).isEqualTo(Main.BAD_INPUT);
        assertThat(said).contains("the certificate is about another run (proposed labels are others)");
    }

    private int evaluate() {
        return run(
                "evaluate",
                "--run",
                file("proposals.csv"),
                "--reviews",
                file("reviews.csv"),
                "--certificate",
                file("certificate.json"));
    }

    @Test
    void withoutReviewsOfTheSampleNothingIsCertified() throws IOException {
        run("plan-review", "--proposals", file("proposals.csv"), "--sample", "300", "--out", file("plan.json"));
        review(id -> false);

        assertThat(certify()).isEqualTo(Main.SOME_LEFT);

        assertThat(said).startsWith("Not certified: none of the 300 tickets of the sample has an answer");
        assertThat(rows("accepted.csv")).isEmpty();
        assertThat(rows("to-review.csv")).hasSize(TICKETS);
        assertThat(folder.resolve("certificate.json")).doesNotExist();
    }

    @Test
    void aSampleThatNobodyTouchedIsNoReview() throws IOException {
        run("plan-review", "--proposals", file("proposals.csv"), "--sample", "300", "--out", file("plan.json"));

        assertThat(run("certify", "--plan", file("plan.json"), "--reviews", file("sample.csv")))
                .isEqualTo(Main.SOME_LEFT);
        assertThat(said).startsWith("Not certified: none of the 300 tickets of the sample has an answer");
    }

    @Test
    void theOtherPromiseNeedsAnotherPlan() throws IOException {
        run("plan-review", "--proposals", file("proposals.csv"), "--sample", "300", "--out", file("plan.json"));
        review(id -> true);

        assertThat(run(
                        "certify",
                        "--plan",
                        file("plan.json"),
                        "--reviews",
                        file("reviews.csv"),
                        "--promise",
                        "accepted"))
                .isEqualTo(Main.BAD_INPUT);
        assertThat(said).contains("this plan is for the promise \"dataset\"");
    }

    @Test
    void aRunThatChangedIsRefused() throws IOException {
        run("plan-review", "--proposals", file("proposals.csv"), "--sample", "300", "--out", file("plan.json"));
        review(id -> true);
        Path proposals = folder.resolve("proposals.csv");
        Files.writeString(proposals, Files.readString(proposals).replaceFirst("Bug", "Question"));

        assertThat(certify()).isEqualTo(Main.SOME_LEFT);
        assertThat(said)
                .startsWith("Not certified: the run has changed since the plan was made (proposed labels are others)");
    }

    /** Answers like the truth: the other label where the proposal is wrong. */
    private void review(Predicate<String> answered) throws IOException {
        StringBuilder csv = new StringBuilder("reviewer,id,label\n");
        for (String row : rows("sample.csv")) {
            String[] cells = row.split(",", -1);
            int ticket = Integer.parseInt(cells[0].substring(2));
            String other = cells[2].equals("Bug") ? "Question" : "Bug";
            csv.append("anna," + cells[0] + "," + (answered.test(cells[0]) ? (wrong[ticket] ? other : cells[2]) : "")
                    + "\n");
        }
        Files.writeString(folder.resolve("reviews.csv"), csv);
    }

    private int certify() {
        return run("certify", "--plan", file("plan.json"), "--reviews", file("reviews.csv"));
    }

    private List<String> rows(String name) throws IOException {
        List<String> lines = Files.readAllLines(folder.resolve(name));
        return lines.subList(1, lines.size());
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    private int run(String... args) {
        int code = console.run(args);
        said = console.said();
        return code;
    }
}
