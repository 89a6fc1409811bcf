using System.Diagnostics;

namespace Roost.Contracts;

/// <summary>A call that is under way, as it is traced and measured by whoever makes it. Disposed of when it is over. The default is one that nobody traces.</summary>
public struct ContractCall : IDisposable
{
    private readonly ContractMethod? _method;
    private readonly Activity? _span;
    private readonly long _begun;
    private string? _outcome;

    internal ContractCall(ContractMethod method, Activity? span, long begun)
    {
        _method = method;
        _span = span;
        _begun = begun;
    }

    /// <summary>It has come back with a result, which may be an error.</summary>
    public void Completed(Error? error)
    {
        _outcome = error is null ? ContractDiagnostics.Done : ContractDiagnostics.Refused;
        if (error is not null)
        {
            _span?.SetTag(ContractDiagnostics.ErrorTag, error.Code);
        }
    }

    /// <summary>It has come back with an exception; what says that the caller has gone is none of the call's.</summary>
    public void Failed(Exception exception)
    {
        switch (exception)
        {
            case ContractErrorException refused:
                Completed(refused.Error);
                break;
            case ContractFaultException fault:
                _outcome = ContractDiagnostics.Faulted;
                _span?.SetTag(ContractDiagnostics.ErrorTag, fault.Error.Code);
                _span?.SetStatus(ActivityStatusCode.Error, fault.InnerException?.GetType().Name);
                break;
            case not OperationCanceledException:
                _outcome = ContractDiagnostics.Faulted;
                _span?.SetStatus(ActivityStatusCode.Error, exception?.GetType().Name);
                break;
        }
    }

    /// <inheritdoc/>
    public readonly void Dispose()
    {
        if (_method is not null)
        {
            ContractDiagnostics.End(_begun, _method.FullName, _outcome ?? ContractDiagnostics.Cancelled);
            _span?.Dispose();
        }
    }
}
