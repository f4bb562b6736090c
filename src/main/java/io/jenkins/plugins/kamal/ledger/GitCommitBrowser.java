package io.jenkins.plugins.kamal.ledger;

import hudson.Extension;
import hudson.plugins.git.GitChangeSet;
import hudson.plugins.git.browser.GitRepositoryBrowser;
import hudson.scm.RepositoryBrowser;
import java.io.IOException;
import java.net.URL;
import java.util.List;
import java.util.Optional;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Makes links to commits for the Git plugin's repository browsers, if that plugin is installed. */
@Extension(optional = true)
@Restricted(NoExternalUse.class)
public final class GitCommitBrowser implements CommitBrowser {

    @Override
    public Optional<String> linkTo(String commit, RepositoryBrowser<?> browser) {
        return browser instanceof GitRepositoryBrowser git ? pageOf(commit, git) : Optional.empty();
    }

    /** The page of a commit. Its type makes Jenkins leave this extension out if the plugin Git is not installed. */
    public Optional<String> pageOf(String commit, GitRepositoryBrowser browser) {
        try {
            return Optional.ofNullable(browser.getChangeSetLink(new GitChangeSet(List.of("commit " + commit), false)))
                    .map(URL::toExternalForm);
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
