using Roost.Faults;

namespace Roost.Remoting.Calls;

/// <summary>Lets callers of ours know that somebody whom we call is away, where nobody else has said what that means to them.</summary>
internal sealed class CallFaults : IFaultClassifier
{
    private static readonly Error Away = Error.Unavailable("call.unavailable", "A service that is needed has failed too often, and is left alone for a while. Try again in a moment.");
    private static readonly Error Full = Error.Unavailable("call.busy", "Too many wait for a service that is needed. Try again in a moment.");
    private static readonly Error TimedOut = Error.TimedOut("call.timed_out", "A service that is needed took longer than allowed. Try again.");

    public Error? Classify(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case CallRefusedException refused:
                    return refused.Refusal switch
                    {
                        CallRefusal.Full => Full,
                        CallRefusal.NoTimeLeft => TimedOut,
                        _ => Away,
                    };
                case CallTimedOutException:
                    return TimedOut;
            }
        }

        return null;
    }
}
