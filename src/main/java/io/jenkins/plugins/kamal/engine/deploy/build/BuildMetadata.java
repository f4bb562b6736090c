package io.jenkins.plugins.kamal.engine.deploy.build;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.kamal.engine.image.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The file in which buildx describes the image that it built ({@code --metadata-file}). */
final class BuildMetadata implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;

    BuildMetadata() {
        try {
            file = Files.createTempFile("kamal-image-", ".json");
        } catch (IOException e) {
            throw new UncheckedIOException("A temporary file cannot be made", e);
        }
    }

    String path() {
        return file.toString();
    }

    /** The digest of the image in the registry; empty if buildx did not report it. */
    Optional<Digest> digest() {
        try {
            if (Files.size(file) == 0) {
                return Optional.empty();
            }
            return Optional.ofNullable(JSON.readTree(file.toFile())
                            .path("containerimage.digest")
                            .textValue())
                    .map(Digest::new);
        } catch (IOException e) {
            throw new UncheckedIOException("The metadata that buildx wrote cannot be read: " + file, e);
        }
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("A temporary file cannot be removed: " + file, e);
        }
    }
}
