using Roost.Contracts;

namespace Roost.Faults;

/// <summary>Turns any exception into what a caller may know of it.</summary>
public sealed class FaultClassification(IEnumerable<IFaultClassifier> classifiers)
{
    private static readonly Error Unexpected = new(
        ErrorKind.Unavailable,
        UnexpectedCode,
        "Something unexpected went wrong on our side. Try again; if it stays, report the trace id.");

    private readonly IFaultClassifier[] _classifiers = [.. classifiers];

    /// <summary>The code of a fault that nobody recognised; the edge answers it with 500.</summary>
    public const string UnexpectedCode = "fault.unexpected";

    /// <summary>
    /// What the caller of an operation may know of an exception that escaped from it. Errors of calls that the operation made itself are no
    /// errors of its caller's: only what it returns is.
    /// </summary>
    public Error Fault(Exception exception) => exception is ContractErrorException ? Unexpected : Classify(exception);

    /// <summary>The error that an exception stands for.</summary>
    public Error Classify(Exception exception)
    {
        switch (exception)
        {
            case ContractErrorException failed:
                return failed.Error;
            case ContractFaultException fault:
                return fault.Error;
            case TimeoutException:
                return Error.TimedOut("fault.timed_out", "It took longer than allowed. Try again.");
        }

        foreach (var classifier in _classifiers)
        {
            if (classifier.Classify(exception) is { } error)
            {
                return error;
            }
        }

        return Unexpected;
    }
}
