package io.jenkins.plugins.kamal.task.lock;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.console.ModelHyperlinkNote;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.model.Job;
import hudson.model.Run;
import hudson.security.ACL;
import hudson.security.ACLContext;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jenkins.model.Jenkins;
import jenkins.model.JenkinsLocationConfiguration;

/** Finds the builds of this Jenkins whose addresses are in the details of a lock. */
final class LockBuilds {

    private static final String OWNER = "Locked by: ";

    private LockBuilds() {}

    /** The builds that the line about the owner names; empty if one of them cannot be found. */
    static List<Run<?, ?>> of(String details) {
        String root = JenkinsLocationConfiguration.get().getUrl();
        String owner = details.lines()
                .filter(line -> line.startsWith(OWNER))
                .findFirst()
                .orElse("");
        List<Run<?, ?>> builds = new ArrayList<>();
        if (root == null) {
            return builds;
        }
        try (ACLContext ignored = ACL.as2(ACL.SYSTEM2)) {
            Matcher address = Pattern.compile(Pattern.quote(root) + "(\\S*)").matcher(owner);
            while (address.find()) {
                builds.add(find(address.group(1)));
            }
        }
        return builds.contains(null) ? List.of() : Collections.unmodifiableList(builds);
    }

    /** A link for the log, which names no build that the current authentication may not read. */
    static String linkTo(Run<?, ?> build) {
        return build.getParent().hasPermission(Item.READ)
                ? ModelHyperlinkNote.encodeTo("/" + build.getUrl(), build.getFullDisplayName())
                : Messages.LockOwner_hidden();
    }

    /** The build at {@code job/team/job/shop/12/}; null where there is none. */
    @CheckForNull
    private static Run<?, ?> find(String path) {
        if (!path.endsWith("/")) {
            // The address of the build was truncated, so the number may be a different one.
            return null;
        }
        String[] words = path.split("/");
        Object there = Jenkins.get();
        for (int i = 0; i + 1 < words.length; i += 2) {
            there = words[i].equals("job") && there instanceof ItemGroup<?> group
                    ? group.getItem(decoded(words[i + 1]))
                    : null;
        }
        boolean complete = words.length % 2 == 1 && there instanceof Item;
        return complete && there instanceof Job<?, ?> job ? build(job, words[words.length - 1]) : null;
    }

    @CheckForNull
    private static Run<?, ?> build(Job<?, ?> job, String number) {
        return number.matches("[0-9]{1,9}") ? job.getBuildByNumber(Integer.parseInt(number)) : null;
    }

    private static String decoded(String word) {
        try {
            return URLDecoder.decode(word.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return word;
        }
    }
}
