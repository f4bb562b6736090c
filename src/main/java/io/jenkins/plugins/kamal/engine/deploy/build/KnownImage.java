package io.jenkins.plugins.kamal.engine.deploy.build;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.kamal.engine.deploy.run.LocalCommands;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.image.Digest;
import io.jenkins.plugins.kamal.engine.image.ImageReference;
import io.jenkins.plugins.kamal.engine.shell.Command;
import io.jenkins.plugins.kamal.engine.shell.Output;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * The image of the version, if this run or an earlier one has already pushed it, so that it need not be built again.
 */
public final class KnownImage {

    /**
     * Delays the creation of the mapper until the first answer of the registry is read, because a deploy that asks
     * nothing does not need the mapper.
     */
    private static final class Json {

        static final ObjectMapper MAPPER = new ObjectMapper();
    }

    private final Session session;
    private final ImageReference image;
    private final String reference;

    public KnownImage(Session session) {
        this.session = session;
        this.image = ImageReference.of(session.configuration(), session.version());
        this.reference = image.toString();
    }

    /** The digest that was recorded when the image was pushed. */
    public Optional<Digest> recorded() {
        return Optional.ofNullable(session.request().options().build().pushed().get(reference));
    }

    /**
     * The digest of the image in the registry, if the registry has the image and the image was built for this service.
     * Needs a login to the registry.
     */
    Optional<Digest> inRegistry() {
        Output output = ask("docker", "buildx", "imagetools", "inspect", reference, "--format", "{{json .}}");
        if (output.succeeded()) {
            return digestIfOurs(output.stdout());
        }
        // buildx speaks only HTTPS, even to registries to which the docker engine may speak HTTP.
        boolean plainHttp = output.stderr().contains("HTTP response to HTTPS client");
        return plainHttp && ask("docker", "pull", "--quiet", reference).succeeded() && isOnThisMachine()
                ? pushedFromThisMachine()
                : Optional.empty();
    }

    /** Whether docker on this machine has the image and it was built for this service. */
    boolean isOnThisMachine() {
        Output output = ask("docker", "image", "inspect", "--format", "{{.Config.Labels.service}}", reference);
        return output.succeeded()
                && output.stdout().strip().equals(session.configuration().service());
    }

    /** The digest under which this machine's docker knows the image in the registry, after a push or a pull. */
    Optional<Digest> pushedFromThisMachine() {
        Output output =
                ask("docker", "image", "inspect", "--format", "{{range .RepoDigests}}{{println .}}{{end}}", reference);
        String prefix = image.repository() + "@";
        return output.stdout()
                .lines()
                .filter(line -> line.startsWith(prefix))
                .map(line -> new Digest(line.substring(prefix.length()).strip()))
                .findFirst();
    }

    private Output ask(String... words) {
        return new LocalCommands(session)
                .attempt(Command.of(words), session.project().directory());
    }

    private Optional<Digest> digestIfOurs(String printed) {
        try {
            JsonNode root = Json.MAPPER.readTree(printed);
            String digest = root.path("manifest").path("digest").asText();
            return digest.isEmpty() || !isOurs(root.path("image")) ? Optional.empty() : Optional.of(new Digest(digest));
        } catch (JsonProcessingException notInspected) {
            return Optional.empty();
        }
    }

    /** An image for one platform has one configuration; an image for several has one for each platform. */
    private boolean isOurs(JsonNode image) {
        return hasLabel(image)
                || StreamSupport.stream(image.spliterator(), false).anyMatch(this::hasLabel);
    }

    private boolean hasLabel(JsonNode image) {
        String service = image.path("config").path("Labels").path("service").asText();
        return service.equals(session.configuration().service());
    }
}
