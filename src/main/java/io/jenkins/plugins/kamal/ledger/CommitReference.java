package io.jenkins.plugins.kamal.ledger;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import io.jenkins.plugins.kamal.engine.protocol.PlainText;
import io.jenkins.plugins.kamal.text.Abbreviation;
import java.net.URI;
import java.util.regex.Pattern;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * A commit, with its subject and its page in the repository browser if they are known. Not a record, because XStream
 * saves it.
 */
@ExportedBean
public final class CommitReference {

    private static final int LONGEST_SUBJECT = 200;
    private static final Pattern WEB = Pattern.compile("https?");

    private final String id;

    @CheckForNull
    private final String subject;

    @CheckForNull
    private final String url;

    CommitReference(@CheckForNull String id, @CheckForNull String subject, @CheckForNull String url) {
        this.id = PlainText.of(Util.fixNull(id));
        this.subject = subject == null ? null : PlainText.of(subject);
        this.url = url != null && isWeb(url) ? url : null;
    }

    /** A commit with the first line of its message. */
    static CommitReference of(String id, String message, @CheckForNull String url) {
        String subject = message.strip().lines().findFirst().orElse("");
        return new CommitReference(
                id, subject.isEmpty() ? null : subject.substring(0, Math.min(LONGEST_SUBJECT, subject.length())), url);
    }

    /** A repository browser may be configured with any URL, and a script must not become a link. */
    private static boolean isWeb(String url) {
        try {
            String scheme = URI.create(url).getScheme();
            return scheme != null && WEB.matcher(scheme).matches();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** The full id of the commit. */
    @Exported
    public String getId() {
        return id;
    }

    /** The id of the commit, short enough for a page. */
    public String getShortId() {
        return Abbreviation.version(id);
    }

    /** The first line of the commit's message, or null if it is not known. */
    @CheckForNull
    @Exported
    public String getSubject() {
        return subject;
    }

    /** The commit's page in the repository browser, or null. */
    @CheckForNull
    @Exported
    public String getUrl() {
        return url;
    }

    /** Fills in what an incomplete file lacks. */
    private Object readResolve() {
        return new CommitReference(id, subject, url);
    }
}
