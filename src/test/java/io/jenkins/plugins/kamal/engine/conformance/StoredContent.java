package io.jenkins.plugins.kamal.engine.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The content of the files that Kamal copies to servers; recorded were their paths and sizes, the content follows from
 * the sample app.
 */
final class StoredContent {

    private StoredContent() {}

    static String of(String path) {
        if (path.endsWith("/accessories/db.env")) {
            return "DB_PASSWORD=" + AppProject.DB_PASSWORD + "\n";
        }
        if (path.endsWith(".env")) {
            boolean staging = path.contains("/myapp-staging/");
            return "APP_SECRET=" + (staging ? AppProject.STAGING_SECRET : AppProject.APP_SECRET) + "\n";
        }
        if (path.endsWith(".js")) {
            return AppProject.ASSET;
        }
        if (path.endsWith(".html")) {
            return AppProject.ERROR_PAGE;
        }
        if (path.endsWith("/details")) {
            // "Locked by: Lab Tester at …, Message: maintenance window", as recorded
            return "TG9ja2VkIGJ5OiBMYWIgVGVzdGVyIGF0IDIwMjYtMTEtMjJUMTc6MTE6MjlaClZlcnNpb246IG9uZQpNZXNzYWdlOiBtYWludGVuYW5jZSB3aW5kb3cK\n";
        }
        throw new IllegalArgumentException("nobody knows what stood in " + path);
    }

    /** Writes a file below a home with a mode in the words of {@code ls}. */
    static void write(Path home, String path, String mode) throws IOException {
        Path file = home.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, of(path));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode.substring(1)));
    }
}
