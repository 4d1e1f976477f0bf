/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.worker.agentswitch.finesse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.agentlogout.worker.agentswitch.finesse.FinesseHttp.Exchange;
import org.agentlogout.worker.agentswitch.finesse.FinesseXml.ApiError;
import org.agentlogout.worker.agentswitch.finesse.FinesseXml.Dialog;
import org.agentlogout.worker.agentswitch.finesse.FinesseXml.Medium;
import org.agentlogout.worker.agentswitch.finesse.FinesseXml.Participant;
import org.agentlogout.worker.agentswitch.finesse.FinesseXml.User;
import org.agentlogout.worker.command.Inspection.Reason;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FinesseXmlTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<User><state>TALKING</state><pendingState>NOT_READY</pendingState>"
                        + "<extension>4001</extension></User>",
                "<user><State>TALKING</State><pendingstate> NOT_READY\n</pendingstate>"
                        + "<EXTENSION>4001</EXTENSION></user>",
                "<?xml version='1.0'?><f:User xmlns:f='urn:x'><f:state>TALKING</f:state>"
                        + "<f:pendingState><![CDATA[NOT_READY]]></f:pendingState>"
                        + "<f:extension>40<!-- - -->01</f:extension></f:User>"
            })
    void userIsReadWhateverTheLettersAndTheForm(String xml) {
        assertThat(FinesseXml.user(root(xml))).isEqualTo(new User("TALKING", "NOT_READY", "4001"));
    }

    @Test
    void mediumWithoutASkillHasNoState() {
        XmlElement list =
                root("<MediaList><Media><id>5001</id><name>Chat</name></Media></MediaList>");

        assertThat(FinesseXml.media(list))
                .containsExactly(new Medium("5001", "", "", MediaSettings.NONE));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 100})
    void reasonsAreReadWhateverTheirNumber(int count) {
        String one = "<ReasonCode><id>7</id><label>Lunch</label></ReasonCode>";
        XmlElement codes =
                root("<ReasonCodes category='LOGOUT'>" + one.repeat(count) + "</ReasonCodes>");

        assertThat(FinesseXml.reasons(codes))
                .hasSize(count)
                .allSatisfy(it -> assertThat(it).isEqualTo(new Reason("7", "Lunch")));
    }

    @Test
    void reasonIdIsTakenOutOfTheAddressWhereThereIsNoOther() {
        String uri = "<uri>/finesse/api/ReasonCode/12</uri>";
        XmlElement codes =
                root(
                        "<ReasonCodes><ReasonCode>"
                                + uri
                                + "</ReasonCode><ReasonCode/></ReasonCodes>");

        assertThat(FinesseXml.reasons(codes)).containsExactly(new Reason("12", ""));
    }

    @Test
    void dialogHasItsParticipants() {
        XmlElement dialogs =
                root(
                        "<Dialogs><Dialog><id>1</id><state>ACTIVE</state><participants>"
                                + "<Participant><mediaAddress>4001</mediaAddress>"
                                + "<state>HELD</state></Participant></participants></Dialog></Dialogs>");

        assertThat(FinesseXml.dialogs(dialogs))
                .containsExactly(
                        new Dialog("1", "ACTIVE", List.of(new Participant("4001", "HELD"))));
    }

    @Test
    void errorsAreReadInEitherLetterCase() {
        String xml =
                "<apiErrors><apiError><errorData>14</errorData><errorType>T</errorType>"
                        + "<errorMessage>M</errorMessage><ErrorMedia>5001</ErrorMedia>"
                        + "</apiError></apiErrors>";

        assertThat(FinesseXml.errors(new Exchange.Answered(400, bytes(xml))))
                .containsExactly(new ApiError("T", "M", "14", "5001"));
    }

    @Test
    void reasonIdCannotAddElementsToARequest() {
        assertThat(FinesseXml.stateRequest("User", "LOGOUT", "1</reasonCodeId><x>"))
                .isEqualTo(
                        "<User><state>LOGOUT</state><reasonCodeId>1&lt;/reasonCodeId&gt;&lt;x&gt;"
                                + "</reasonCodeId></User>");
    }

    @Nested
    class Hostile {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "no XML at all",
                    "<User>",
                    "<User></Media>",
                    "<User/><User/>",
                    "<User>&unknown;</User>",
                    "<!DOCTYPE User><User><state>READY</state></User>",
                    "<!DOCTYPE User [<!ENTITY a 'READY'>]><User><state>&a;</state></User>",
                    "<!DOCTYPE User SYSTEM 'http://127.0.0.1:1/x.dtd'><User/>",
                    "<User><state>\u0000</state></User>"
                })
        void isNotTaken(String xml) {
            assertThat(XmlElement.read(bytes(xml))).isEmpty();
        }

        @Test
        void fileIsNotReadThroughAnEntity(@TempDir Path directory) throws IOException {
            Path secret = Files.writeString(directory.resolve("secret"), "hunter2");
            String xml =
                    "<!DOCTYPE User [<!ENTITY a SYSTEM '"
                            + secret.toUri()
                            + "'>]><User><state>&a;</state></User>";

            assertThat(XmlElement.read(bytes(xml)).toString()).doesNotContain("hunter2");
        }

        @Test
        void entitiesDoNotMultiply() {
            StringBuilder dtd = new StringBuilder("<!DOCTYPE User [<!ENTITY a0 'ha'>");
            for (int i = 1; i < 30; i++) {
                String before = "&a" + (i - 1) + ";";
                dtd.append("<!ENTITY a" + i + " '" + before + before + "'>");
            }

            assertThat(XmlElement.read(bytes(dtd + "]><User>&a29;</User>"))).isEmpty();
        }

        @Test
        void depthHasALimit() {
            int depth = XmlElement.DEEPEST;

            assertThat(nested(depth)).isPresent();
            assertThat(nested(depth + 1)).isEmpty();
            assertThat(nested(100_000)).isEmpty();
        }

        @Test
        void numberOfElementsHasALimit() {
            String many = "<a/>".repeat(XmlElement.MOST);

            assertThat(XmlElement.read(bytes("<User>" + many + "</User>"))).isEmpty();
        }

        private Optional<XmlElement> nested(int depth) {
            return XmlElement.read(bytes("<a>".repeat(depth) + "</a>".repeat(depth)));
        }
    }

    private static XmlElement root(String xml) {
        return XmlElement.read(bytes(xml)).orElseThrow();
    }

    private static byte[] bytes(String xml) {
        return xml.getBytes(StandardCharsets.UTF_8);
    }
}
