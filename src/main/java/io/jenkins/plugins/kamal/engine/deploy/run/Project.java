package io.jenkins.plugins.kamal.engine.deploy.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.config.model.Configuration;
import io.jenkins.plugins.kamal.engine.secrets.dotenv.Secrets;
import java.nio.file.Path;

/**
 * The project that is deployed.
 *
 * @param directory the directory that holds {@code config/deploy.yml}
 * @param temporaryDirectory the directory in which clean clones are kept
 * @param configuration its configuration
 * @param secrets its secrets
 * @param person the person who deploys it
 */
public record Project(
        Path directory, Path temporaryDirectory, Configuration configuration, Secrets secrets, Person person) {

    /**
     * The person who deploys.
     *
     * @param performer the person in audit lines and in {@code KAMAL_PERFORMER}
     * @param name the person in the details of the lock
     */
    public record Person(String performer, String name) {

        private static final int LONGEST = 300;

        /**
         * Combines the person who started the build with git's identity, as far as they are known.
         *
         * @param startedBy who started the build and where; null if unknown
         * @param email git's {@code user.email}; null if unknown
         * @param name git's {@code user.name}; null if unknown
         * @param otherwise the text for a person of whom nothing is known
         */
        public static Person of(
                @CheckForNull String startedBy,
                @CheckForNull String email,
                @CheckForNull String name,
                String otherwise) {
            String known = startedBy == null || startedBy.isBlank() ? null : oneLine(startedBy);
            return new Person(joined(known, email, otherwise), joined(known, name, otherwise));
        }

        private static String joined(@CheckForNull String startedBy, @CheckForNull String identity, String otherwise) {
            if (identity == null) {
                return startedBy == null ? otherwise : startedBy;
            }
            // The workspace's .git/config may hold any text.
            return startedBy == null ? oneLine(identity) : startedBy + " (" + oneLine(identity) + ")";
        }

        /** Puts a text into one line, because the lock and the audit log are read line by line. */
        private static String oneLine(String text) {
            String line = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
            return line.length() <= LONGEST ? line : line.substring(0, LONGEST);
        }
    }
}
