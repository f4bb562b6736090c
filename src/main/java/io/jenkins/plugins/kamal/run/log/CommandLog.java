package io.jenkins.plugins.kamal.run.log;

import hudson.model.Item;
import hudson.model.Run;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.StaplerResponse2;
import org.kohsuke.stapler.WebMethod;
import org.kohsuke.stapler.verb.GET;

/** The log of all commands of one invocation. */
@Restricted(NoExternalUse.class)
public final class CommandLog {

    /** The last part of its address, which is also the name under which a browser saves it. */
    static final String TEXT = "commands.txt";

    private final Run<?, ?> run;
    private final Path file;

    CommandLog(Run<?, ?> run, Path file) {
        this.run = run;
        this.file = file;
    }

    /** Sends the log as plain text. */
    @GET
    @WebMethod(name = TEXT)
    public void text(StaplerResponse2 response) throws IOException {
        run.checkPermission(Item.READ);
        response.setContentType("text/plain;charset=UTF-8");
        response.setHeader("X-Content-Type-Options", "nosniff");
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            in.transferTo(response.getOutputStream());
        }
    }
}
