package io.jenkins.plugins.kamal.rollback;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Failure;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.io.Serial;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;

/**
 * Thrown if somebody asks for a version that was never deployed. The command line prints the message of an illegal
 * argument; a browser gets a page with the message.
 */
final class UndeployedVersionException extends IllegalArgumentException implements HttpResponse {

    @Serial
    private static final long serialVersionUID = 1;

    UndeployedVersionException(String message) {
        super(message);
    }

    @Override
    public void generateResponse(StaplerRequest2 request, StaplerResponse2 response, @CheckForNull Object node)
            throws IOException, ServletException {
        new Failure(getMessage()).generateResponse(request, response, node);
    }
}
