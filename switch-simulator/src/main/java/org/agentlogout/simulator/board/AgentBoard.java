/* SPDX-License-Identifier: Apache-2.0 */
package org.agentlogout.simulator.board;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * The truth about all agents: what is so, what may be asked, and what the floor does (calls and
 * tasks that come and go).
 *
 * <p>Not thread-safe: whoever holds it lets one thread in at a time. Time never runs backwards in
 * the arguments, and {@link #tick} is called with the present before each look or wish. Methods
 * about the floor throw {@link NoSuchElementException} for an agent, medium, call or task that is
 * not there and {@link IllegalStateException} for what cannot be.
 */
public final class AgentBoard {

    private record Due(Instant at, String agentId) {}

    private final ReasonBook reasons = new ReasonBook();
    private final VoiceLine voice;
    private final CallLine calls;
    private final MediaLine mediaLine;
    private final Roster roster = new Roster();
    private final Map<String, String> mediaNames = new LinkedHashMap<>();
    private final PriorityQueue<Due> wrapUps =
            new PriorityQueue<>(Comparator.comparing(Due::at).thenComparing(Due::agentId));

    /**
     * An empty board.
     *
     * @param wrapUpTime how long wrap-up lasts when nobody ends it
     * @param logoutRefusal what a sign-out in a wrong voice state is refused with
     */
    public AgentBoard(Profile profile, Duration wrapUpTime, Refusal logoutRefusal) {
        voice = new VoiceLine(profile, logoutRefusal, reasons);
        calls = new CallLine(profile, voice, wrapUpTime);
        mediaLine = new MediaLine(reasons);
    }

    /** Adds an agent or changes the configuration of one; states are kept. */
    public void putAgent(AgentProfile profile) {
        roster.put(profile);
        profile.mrdIds().forEach(mrd -> mediaNames.putIfAbsent(mrd, "MRD_" + mrd));
    }

    /** Adds a medium to the catalogue, or renames it; agents need not be skilled in it. */
    public void putMedium(String mrdId, String name) {
        mediaNames.put(mrdId, name);
    }

    /** Name of each configured non-voice medium by its id. */
    public Map<String, String> mediaNames() {
        return new LinkedHashMap<>(mediaNames);
    }

    public void putReasons(ReasonCategory category, List<Reason> list) {
        reasons.replace(category, list);
    }

    public List<Reason> reasons(ReasonCategory category) {
        return reasons.list(category);
    }

    /** The agent as things stand, empty for an unknown one. */
    public Optional<AgentSnapshot> agent(String agentId) {
        return roster.find(agentId).map(Agent::snapshot);
    }

    public Optional<AgentProfile> profile(String agentId) {
        return roster.find(agentId).map(agent -> agent.profile);
    }

    /** The ids of all agents in the order they were added. */
    public List<String> agentIds() {
        return roster.ids();
    }

    /** The agents who may have changed since this was last asked. */
    public Set<String> takeTouched() {
        return roster.takeTouched();
    }

    /** Lets the wrap-up timers that are due by now run out. */
    public void tick(Instant now) {
        while (!wrapUps.isEmpty() && !wrapUps.element().at().isAfter(now)) {
            Due due = wrapUps.remove();
            roster.touch(due.agentId())
                    .filter(agent -> agent.wrapUpEnds.equals(due.at()))
                    .ifPresent(agent -> VoiceLine.endWrapUp(agent, due.at()));
        }
    }

    /** When {@link #tick} next has something to do, empty when nothing is timed. */
    public Optional<Instant> due() {
        return Optional.ofNullable(wrapUps.peek()).map(Due::at);
    }

    /** What {@link #apply} would answer, without changing anything. */
    public Answer judge(Wish wish, Instant at) {
        return put(wish, false, at);
    }

    /** Does it, or says why not. */
    public Answer apply(Wish wish, Instant at) {
        return put(wish, true, at);
    }

    /** Notes that a wish was taken and will be applied later; a second Not Ready then meets it. */
    public void taken(Wish wish) {
        if (wish instanceof Wish.MakeMediumNotReady(String agentId, String mrdId, int ignored)) {
            roster.find(agentId)
                    .map(agent -> agent.media.get(mrdId))
                    .ifPresent(medium -> medium.notReadyUnderWay = true);
        }
    }

    private Answer put(Wish wish, boolean forReal, Instant at) {
        return (forReal ? roster.touch(wish.agentId()) : roster.find(wish.agentId()))
                .map(agent -> put(agent, wish, forReal, at))
                .orElse(new Answer.Refused(Refusal.AGENT_UNKNOWN));
    }

    private Answer put(Agent agent, Wish wish, boolean forReal, Instant at) {
        return switch (wish) {
            case Wish.SignIn it -> voice.signIn(agent, it, forReal, at);
            case Wish.MakeReady it -> voice.ready(agent, it.by(), forReal, at);
            case Wish.MakeNotReady it -> voice.notReady(agent, it, forReal, at);
            case Wish.SignOut it -> signOut(agent, it, forReal, at);
            case Wish.Change it -> voice.change(agent, it, forReal, at);
            case Wish.SignInMedium it ->
                    onMedium(agent, it.mrdId(), m -> mediaLine.signIn(m, it, forReal, at));
            case Wish.MakeMediumReady it ->
                    onMedium(agent, it.mrdId(), m -> mediaLine.ready(m, forReal, at));
            case Wish.MakeMediumNotReady it ->
                    onMedium(
                            agent,
                            it.mrdId(),
                            m -> mediaLine.notReady(m, it.reasonId(), forReal, at));
            case Wish.SetRoutable it ->
                    onMedium(agent, it.mrdId(), m -> mediaLine.routable(m, it.routable(), forReal));
            case Wish.SignOutMedium it ->
                    onMedium(
                            agent,
                            it.mrdId(),
                            m -> mediaLine.signOut(m, it.reasonId(), forReal, at));
        };
    }

    private interface OnMedium {
        Answer with(Medium medium);
    }

    private static Answer onMedium(Agent agent, String mrdId, OnMedium wish) {
        if (mrdId.equals("1")) {
            return new Answer.Refused(Refusal.VOICE_IS_NO_MEDIUM);
        }
        Medium medium = agent.media.get(mrdId);
        return medium == null ? new Answer.Refused(Refusal.MEDIUM_UNKNOWN) : wish.with(medium);
    }

    private Answer signOut(Agent agent, Wish.SignOut wish, boolean forReal, Instant at) {
        Answer answer = voice.signOut(agent, wish, forReal, at);
        if (forReal && wish.allMedia() && answer instanceof Answer.Applied) {
            agent.media.values().stream()
                    .filter(Medium::signedIn)
                    .forEach(medium -> mediaLine.leave(medium, agent.reason, at));
        }
        return answer;
    }

    /** Forces a voice state, as failovers and timers of the platform do. */
    public void forceVoice(String agentId, VoiceState state, Instant at) {
        Agent agent = roster.known(agentId);
        Reason why =
                state == VoiceState.NOT_READY
                        ? reasons.reason(ReasonCategory.NOT_READY, Reason.NO_ID)
                        : Reason.NONE;
        agent.extension = state == VoiceState.LOGOUT ? "" : inUse(agent);
        agent.afterCalls = state == VoiceState.READY ? VoiceState.READY : VoiceState.NOT_READY;
        agent.enter(state, why, at);
        agent.afterWrapUp =
                state == VoiceState.WORK_READY ? VoiceState.READY : VoiceState.NOT_READY;
        agent.afterWrapUpReason = Reason.NONE;
    }

    private static String inUse(Agent agent) {
        return agent.extension.isEmpty() ? agent.profile.extension() : agent.extension;
    }

    /** Forces a medium's state; LOGOUT ends its tasks as the sign-in settings say. */
    public void forceMedium(String agentId, String mrdId, MediaState state, Instant at) {
        Medium medium = roster.medium(agentId, mrdId);
        if (state == MediaState.LOGOUT) {
            mediaLine.leave(medium, Reason.NONE, at);
        } else {
            medium.notReadyUnderWay = false;
            medium.enter(state, Reason.NONE, at);
        }
    }

    /** Forces the routable mode, as a task that nobody accepted does. */
    public void forceRoutable(String agentId, String mrdId, boolean routable) {
        Medium medium = roster.medium(agentId, mrdId);
        medium.routable = routable;
        medium.unroutablePending = false;
    }

    /** The platform signs the agent out of everything; a call stays up. */
    public void platformSignsOut(String agentId, Instant at) {
        Agent agent = roster.known(agentId);
        voice.platformSignsOut(agent, at);
        agent.media.values().stream()
                .filter(Medium::signedIn)
                .forEach(medium -> mediaLine.leave(medium, agent.reason, at));
    }

    /** The platform makes voice Not Ready, during a call as a pending state. */
    public void platformMakesNotReady(String agentId, Instant at) {
        voice.platformMakesNotReady(roster.known(agentId), at);
    }

    /** Ends wrap-up as its timer would; nothing without wrap-up. */
    public void endWrapUp(String agentId, Instant at) {
        Agent agent = roster.known(agentId);
        if (agent.voice == VoiceState.WORK || agent.voice == VoiceState.WORK_READY) {
            VoiceLine.endWrapUp(agent, at);
        }
    }

    /** What only that side knew of the media signed in there is lost; states and tasks stay. */
    public void forgetMedia(String side, MediaOptions instead) {
        for (Agent agent : roster.all()) {
            agent.media.values().stream()
                    .filter(medium -> medium.signedIn() && medium.side.equals(side))
                    .forEach(medium -> medium.forget(instead));
        }
    }

    /** A call at the agent's phone; gives its id. */
    public String startCall(String agentId, boolean icd, boolean ringing, Instant at) {
        return calls.start(roster.known(agentId), icd, ringing, at);
    }

    public void answerCall(String agentId, String callId, Instant at) {
        calls.answer(roster.known(agentId), callId, at);
    }

    public void holdCall(String agentId, String callId, boolean held, Instant at) {
        calls.hold(roster.known(agentId), callId, held, at);
    }

    /** The call is over: wrap-up begins or what was pending happens. */
    public void endCall(String agentId, String callId, Instant at) {
        Agent agent = roster.known(agentId);
        calls.end(agent, callId, at);
        if (!agent.wrapUpEnds.equals(Agent.NEVER)) {
            wrapUps.add(new Due(agent.wrapUpEnds, agentId));
        }
    }

    /** A task comes to a signed-in agent, who becomes ready for it; gives its id. */
    public String startTask(String agentId, String mrdId, TaskState state, Instant at) {
        return mediaLine.startTask(roster.medium(agentId, mrdId), state, at);
    }

    /** Moves a task; CLOSED ends it. */
    public void setTask(String agentId, String taskId, TaskState state, Instant at) {
        mediaLine.setTask(roster.known(agentId), taskId, state, at);
    }
}
