using Roost.Faults;

namespace Roost.Gateway.Forwarding;

/// <summary>Tells clients whether they may repeat what came to nothing.</summary>
internal sealed class ForwardingFaults : IFaultClassifier
{
    private static readonly Error Unsent = Error.Unavailable("gateway.unreachable", "The part of the system that does this cannot be reached at present. Nothing was done. Try again.");
    private static readonly Error Unanswered = Error.Unavailable("gateway.unanswered", "No answer came, and it may have been done. What only reads may be repeated; look before you repeat anything else, or repeat it under the same Idempotency-Key.");

    public Error? Classify(Exception exception) => exception is ForwardingException failed ? failed.IsUnsent ? Unsent : Unanswered : null;
}
