package io.jenkins.plugins.kamal.demo;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;

/**
 * The pages of a Jenkins, as everybody may read them.
 *
 * @param root the address of the first one, with a slash at its end
 */
record JenkinsPages(String root) {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    /** A page that is there. */
    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        HttpResponse<String> response = CLIENT.send(request(path), BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException("HTTP " + response.statusCode() + " from " + root + path);
        }
        return response;
    }

    /** Whether a page is there already. */
    boolean exists(String path) throws IOException, InterruptedException {
        try {
            return CLIENT.send(request(path), BodyHandlers.discarding()).statusCode() == 200;
        } catch (ConnectException notYet) {
            return false;
        }
    }

    void download(String path, Path target) throws IOException, InterruptedException {
        CLIENT.send(request(path), BodyHandlers.ofFile(target));
    }

    /** Does what a button does. */
    void post(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(root + path))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        int status = CLIENT.send(request, BodyHandlers.discarding()).statusCode();
        if (status >= 400) {
            throw new IOException("HTTP " + status + " from " + root + path);
        }
    }

    private HttpRequest request(String path) {
        return HttpRequest.newBuilder(URI.create(root + path)).build();
    }
}
