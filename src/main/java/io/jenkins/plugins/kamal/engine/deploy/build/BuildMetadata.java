package io.jenkins.plugins.kamal.engine.deploy.build;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.kamal.engine.image.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The file into which buildx writes what it built and pushed ({@code --metadata-file}). */
final class BuildMetadata implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;

    BuildMetadata() {
        try {
            file = Files.createTempFile("kamal-image-", ".json");
        } catch (IOException e) {
            throw new UncheckedIOException("There is no place for temporary files", e);
        }
    }

    String path() {
        return file.toString();
    }

    /** The digest under which the registry has the image; empty where buildx does not say. */
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
            throw new UncheckedIOException("What buildx wrote about the image cannot be read: " + file, e);
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
