package io.jenkins.plugins.kamal.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;

/**
 * The pages of a Jenkins, as everybody may read them.
 *
 * @param root the address of the first one, with a slash at its end
 */
record JenkinsPages(String root) {

    private static final HttpClient CLIENT = client();

    /** A crumb is good for the session that got it, so cookies are kept. */
    private static HttpClient client() {
        return HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    }

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

    /** Does what a button does that {@code admin} presses. */
    void post(String path, String adminPassword) throws IOException, InterruptedException {
        String login = "Basic "
                + Base64.getEncoder().encodeToString(("admin:" + adminPassword).getBytes(StandardCharsets.UTF_8));
        HttpRequest.Builder form = HttpRequest.newBuilder(URI.create(root + path))
                .header("Authorization", login)
                .POST(HttpRequest.BodyPublishers.noBody());
        HttpResponse<String> issuer = CLIENT.send(
                HttpRequest.newBuilder(URI.create(root + "crumbIssuer/api/json"))
                        .header("Authorization", login)
                        .build(),
                BodyHandlers.ofString());
        if (issuer.statusCode() == 200) {
            JsonNode crumb = new ObjectMapper().readTree(issuer.body());
            form.header(
                    crumb.path("crumbRequestField").asText(),
                    crumb.path("crumb").asText());
        }
        HttpRequest request = form.build();
        int status = CLIENT.send(request, BodyHandlers.discarding()).statusCode();
        if (status >= 400) {
            throw new IOException("HTTP " + status + " from " + root + path);
        }
    }

    private HttpRequest request(String path) {
        return HttpRequest.newBuilder(URI.create(root + path)).build();
    }
}
