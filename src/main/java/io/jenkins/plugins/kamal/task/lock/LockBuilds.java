package io.jenkins.plugins.kamal.task.lock;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.console.ModelHyperlinkNote;
import hudson.model.Item;
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
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import jenkins.model.Jenkins;
import jenkins.model.JenkinsLocationConfiguration;

/** Finds the builds of this Jenkins whose addresses are in the details of a lock. */
final class LockBuilds {

    private static final String OWNER = "Locked by: ";

    /** The path of a build. A path without the last slash was truncated, so its number may be that of another build. */
    private static final Pattern BUILD = Pattern.compile("(?:job/[^/]+/)+([0-9]{1,9})/");

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

    /** The build at {@code job/team/job/shop/12/}; null if there is none. */
    @CheckForNull
    private static Run<?, ?> find(String path) {
        Matcher build = BUILD.matcher(path);
        if (!build.matches()) {
            return null;
        }
        String[] words = path.split("/");
        String fullName = IntStream.range(0, words.length / 2)
                .mapToObj(i -> decoded(words[2 * i + 1]))
                .collect(Collectors.joining("/"));
        Job<?, ?> job = Jenkins.get().getItemByFullName(fullName, Job.class);
        return job == null ? null : job.getBuildByNumber(Integer.parseInt(build.group(1)));
    }

    private static String decoded(String word) {
        try {
            return URLDecoder.decode(word.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return word;
        }
    }
}
