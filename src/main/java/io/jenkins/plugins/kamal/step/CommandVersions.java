package io.jenkins.plugins.kamal.step;

import java.util.List;
import java.util.Set;

/** Which commands of Kamal are about what is checked out; the others keep Kamal's own rule for their version. */
final class CommandVersions {

    private static final Set<String> OF_CHECKOUT = Set.of("deploy", "redeploy", "setup", "build");

    private CommandVersions() {}

    static boolean isOfCheckout(List<String> words) {
        return !words.isEmpty() && OF_CHECKOUT.contains(words.get(0));
    }
}
