package io.jenkins.plugins.kamal;

import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** Saved XML as somebody else may have written it: each variant lacks one element below the root. */
public final class MissingElements {

    private MissingElements() {}

    public static List<String> of(String xml) throws Exception {
        List<String> variants = new ArrayList<>();
        int elements = elements(parse(xml)).getLength();
        for (int i = 0; i < elements; i++) {
            Document document = parse(xml);
            Element element = (Element) elements(document).item(i);
            if (element != document.getDocumentElement()) {
                element.getParentNode().removeChild(element);
                variants.add(write(document));
            }
        }
        return variants;
    }

    private static NodeList elements(Document document) {
        return document.getElementsByTagName("*");
    }

    /** Jenkins writes XML 1.1, which the parser of the JDK reads as well. */
    private static Document parse(String xml) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
    }

    private static String write(Document document) throws Exception {
        Transformer transformer = TransformerFactory.newInstance().newTransformer();
        transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
        StringWriter text = new StringWriter();
        transformer.transform(new DOMSource(document), new StreamResult(text));
        return text.toString();
    }
}
