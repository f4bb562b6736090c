package io.jenkins.plugins.kamal.engine.deploy.plan;

import io.jenkins.plugins.kamal.engine.protocol.DeployEvent.ChangePlanned;
import io.jenkins.plugins.kamal.engine.protocol.PlainText;

/** Formats changes for people. */
final class PlanText {

    private static final int LONGEST = 300;

    private PlanText() {}

    /** Returns a text from a server as plain text in one line of limited length. */
    static String shown(String text) {
        String line = PlainText.of(text).replace('\n', ' ').replace('\t', ' ');
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }

    /** A change with texts that can be shown. */
    static ChangePlanned shown(ChangePlanned change) {
        return new ChangePlanned(
                change.host(),
                change.role(),
                change.kind(),
                shown(change.name()),
                shown(change.before()),
                shown(change.after()));
    }
}
