package io.jenkins.plugins.kamal.engine.deploy.status;

import io.jenkins.plugins.kamal.engine.protocol.DeployEvent.DriftFound;
import io.jenkins.plugins.kamal.engine.protocol.PlainText;
import io.jenkins.plugins.kamal.engine.secrets.Redactor;
import java.util.List;
import java.util.stream.Collectors;

/** Formats findings for people. */
final class StatusText {

    private static final int LONGEST = 300;

    private StatusText() {}

    /** A finding with texts that can be shown: each in one line of limited length. */
    static DriftFound shown(Redactor redactor, DriftFound finding) {
        return new DriftFound(
                finding.host(),
                finding.role(),
                finding.kind(),
                line(redactor, finding.expected()),
                line(redactor, finding.actual()));
    }

    private static String line(Redactor redactor, String text) {
        String line =
                PlainText.of(redactor.redact(text).strip()).replace('\n', ' ').replace('\t', ' ');
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }

    /** A finding with its host and role, as one line. */
    static String line(DriftFound finding) {
        return finding.host() + (finding.role().isEmpty() ? "" : " " + finding.role()) + ": " + finding.text();
    }

    /** The findings that are drift, each in a line. */
    static String drift(List<DriftFound> findings) {
        return findings.stream()
                .filter(finding -> finding.kind().isDrift())
                .map(StatusText::line)
                .collect(Collectors.joining("\n  "));
    }
}
