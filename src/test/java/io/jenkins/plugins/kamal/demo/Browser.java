package io.jenkins.plugins.kamal.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A page in a Chromium without a window, told what to do through its DevTools protocol. */
public final class Browser implements AutoCloseable {

    private static final String EXECUTABLE = "/usr/bin/chromium";
    private static final String LISTENING = "DevTools listening on ";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final WebSocket socket;
    private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private int calls;

    private Browser(Process process) throws IOException, InterruptedException {
        this.process = process;
        HttpClient client = HttpClient.newHttpClient();
        URI page = page(client, listening(process));
        this.socket =
                client.newWebSocketBuilder().buildAsync(page, new Answers()).join();
        call("Runtime.enable", Map.of());
        call("Log.enable", Map.of());
    }

    public static Browser open(Path profile, int width, int height) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        EXECUTABLE,
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--no-first-run",
                        "--hide-scrollbars",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "--window-size=" + width + "," + height,
                        "about:blank")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        return new Browser(process);
    }

    private static URI listening(Process process) throws IOException {
        BufferedReader complaints = process.errorReader();
        String line = complaints.readLine();
        while (line != null && !line.startsWith(LISTENING)) {
            line = complaints.readLine();
        }
        if (line == null) {
            throw new IOException(EXECUTABLE + " ended before it listened");
        }
        return URI.create(line.substring(LISTENING.length()));
    }

    private static URI page(HttpClient client, URI browser) throws IOException, InterruptedException {
        URI list = URI.create("http://127.0.0.1:" + browser.getPort() + "/json/new?about:blank");
        String body = client.send(
                        HttpRequest.newBuilder(list)
                                .PUT(HttpRequest.BodyPublishers.noBody())
                                .build(),
                        BodyHandlers.ofString())
                .body();
        return URI.create(JSON.readTree(body).path("webSocketDebuggerUrl").asText());
    }

    /** Makes the window this wide and high, in pixels, however narrow. */
    public void resize(int width, int height) throws IOException, InterruptedException {
        call(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    /** Goes to a page, and waits until a script in it gives true. */
    public void show(String url, String ready) throws IOException, InterruptedException {
        call("Page.navigate", Map.of("url", url));
        await("document.readyState == 'complete' && location.href == '" + url + "' && " + ready);
    }

    /** Waits until a script in the page gives true. */
    public void await(String script) throws IOException, InterruptedException {
        for (int i = 0; i < 600; i++) {
            if (evaluate("!!(" + script + ")").asBoolean()) {
                return;
            }
            Thread.sleep(100);
        }
        throw new IOException("the page does not come to this in a minute: " + script);
    }

    /** Runs a script in the page, and gives its result. */
    public JsonNode evaluate(String script) throws IOException, InterruptedException {
        return call("Runtime.evaluate", Map.of("expression", script, "returnByValue", true, "awaitPromise", true))
                .path("result")
                .path("value");
    }

    /** What the console has said since the last call: exceptions of scripts, and errors. */
    public List<String> complaints() {
        List<String> said = List.copyOf(complaints);
        complaints.removeAll(said);
        return said;
    }

    /** Presses and releases a key, such as {@code Tab}. */
    public void press(String key, int code) throws IOException, InterruptedException {
        for (String type : List.of("keyDown", "keyUp")) {
            call(
                    "Input.dispatchKeyEvent",
                    Map.of("type", type, "key", key, "code", key, "windowsVirtualKeyCode", code));
        }
    }

    /** Takes a picture of an element, at most so many pixels high. */
    public void picture(Path file, String selector, int height) throws IOException, InterruptedException {
        picture(file, selector, selector, height);
    }

    /** Takes a picture of an element from where another one in it begins, at most so many pixels high. */
    void picture(Path file, String selector, String from, int height) throws IOException, InterruptedException {
        Thread.sleep(1_000);
        JsonNode box =
                evaluate("""
                (() => { const r = document.querySelector(%s).getBoundingClientRect();
                  const top = Math.max(0, document.querySelector(%s).getBoundingClientRect().y - 8);
                  return {x: Math.max(0, r.x + scrollX), y: top + scrollY,
                    width: r.width, height: Math.min(r.bottom + 8 - top, %d), scale: 1}; })()
                """.formatted(JSON.writeValueAsString(selector), JSON.writeValueAsString(from), height));
        JsonNode taken =
                call("Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true, "clip", box));
        Files.write(file, Base64.getDecoder().decode(taken.path("data").asText()));
    }

    private JsonNode call(String method, Map<String, Object> parameters) throws IOException, InterruptedException {
        ObjectNode message = JSON.createObjectNode().put("id", ++calls).put("method", method);
        message.set("params", JSON.valueToTree(parameters));
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        answers.put(calls, answer);
        socket.sendText(message.toString(), true).join();
        try {
            JsonNode told = answer.get(1, TimeUnit.MINUTES);
            if (told.has("error")) {
                throw new IOException(method + ": " + told.path("error"));
            }
            return told.path("result");
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException(method, e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private void hear(String event, JsonNode said) {
        if (event.equals("Runtime.exceptionThrown")) {
            complaints.add(said.path("exceptionDetails").toString());
        } else if (event.equals("Runtime.consoleAPICalled")
                && said.path("type").asText().equals("error")) {
            complaints.add(said.path("args").toString());
        } else if (event.equals("Log.entryAdded")
                && said.path("entry").path("level").asText().equals("error")) {
            complaints.add(said.path("entry").toString());
        }
    }

    private final class Answers implements WebSocket.Listener {

        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                answer(text.toString());
                text.setLength(0);
            }
            webSocket.request(1);
            return null;
        }

        private void answer(String message) {
            try {
                JsonNode node = JSON.readTree(message);
                CompletableFuture<JsonNode> waiting =
                        answers.remove(node.path("id").asInt());
                if (waiting != null) {
                    waiting.complete(node);
                }
                hear(node.path("method").asText(), node.path("params"));
            } catch (IOException e) {
                throw new IllegalStateException(message, e);
            }
        }
    }
}
