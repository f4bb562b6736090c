package io.jenkins.plugins.kamal.engine.deploy.plan;

import io.jenkins.plugins.kamal.engine.protocol.DeployEvent.ChangePlanned;
import io.jenkins.plugins.kamal.engine.protocol.PlainText;
import io.jenkins.plugins.kamal.engine.secrets.Redactor;

/** Formats changes for people. */
final class PlanText {

    private static final int LONGEST = 300;

    private PlanText() {}

    /** Returns a text from a server as plain text in one line of limited length. */
    private static String shown(Redactor redactor, String text) {
        String line = PlainText.of(redactor.redact(text)).replace('\n', ' ').replace('\t', ' ');
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }

    /** A change with texts that can be shown. */
    static ChangePlanned shown(Redactor redactor, ChangePlanned change) {
        return new ChangePlanned(
                change.host(),
                change.role(),
                change.kind(),
                shown(redactor, change.name()),
                shown(redactor, change.before()),
                shown(redactor, change.after()));
    }
}
