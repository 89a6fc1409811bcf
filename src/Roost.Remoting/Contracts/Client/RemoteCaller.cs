using System.Text.Json;
using Roost.Contracts;
using Roost.Faults;
using Roost.Model;
using Roost.Operations;
using Roost.Remoting.Calls;
using Roost.Remoting.Calls.Pipelines;
using Roost.Remoting.Contracts.Trust;
using Roost.Remoting.Contracts.Wire;

namespace Roost.Remoting.Contracts.Client;

/// <summary>Sends calls to other hosts, and makes of their answers what a call in this host would have come to.</summary>
internal sealed class RemoteCaller(ContractHosts hosts, CallSeal seal, CallPipelines pipelines, FaultClassification faults)
{
    private static readonly Error Unreachable = Error.Unavailable("contract.unreachable", "A part of the system that is needed does not answer. Try again in a moment.");

    /// <exception cref="ContractErrorException">It was refused, and its result has no room for an error.</exception>
    /// <exception cref="ContractFaultException">The implementation threw, or no host with the module could be reached.</exception>
    public async Task<TResult> CallAsync<TContract, TArguments, TResult>(
        ModuleModel exporter,
        ContractMethod<TContract, TArguments, TResult> method,
        TArguments arguments,
        CallContext context,
        CancellationToken cancellationToken)
        where TContract : class
        where TArguments : struct
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(arguments, ContractJson.Options);
        var path = ContractPath.Of(exporter, method);
        var rules = new CallRules<RemoteAnswer>
        {
            MayRepeat = true,
            // What was never sent may be sent again whatever it is.
            Exception = exception => exception is NothingSentException || (method.IsIdempotent && exception is HttpRequestException or IOException) ? CallVerdict.Transient : CallVerdict.Failed,
        };
        RemoteAnswer answer;
        try
        {
            answer = await pipelines.Of(method.Contract.Name).RunAsync(attempt => SendAsync(exporter, path, body, context, attempt), rules, context.Deadline, cancellationToken);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or CallTimedOutException && !cancellationToken.IsCancellationRequested)
        {
            throw new ContractFaultException(method.FullName, ErrorOf(exception), exception);
        }

        return Read(method, answer);
    }

    private Error ErrorOf(Exception exception) => exception switch
    {
        CallTimedOutException or CallRefusedException { Refusal: CallRefusal.NoTimeLeft } => ContractExecution.TooLate,
        CallRefusedException => faults.Fault(exception),
        _ => Unreachable,
    };

    private static TResult Read<TContract, TArguments, TResult>(ContractMethod<TContract, TArguments, TResult> method, RemoteAnswer answer)
        where TContract : class
        where TArguments : struct
    {
        switch (answer.Outcome)
        {
            case ContractOutcome.Error:
                var error = answer.ReadError();
                return method.Fail is null ? throw new ContractErrorException(method.FullName, error) : method.Fail(error);
            case ContractOutcome.Fault:
                throw new ContractFaultException(method.FullName, answer.ReadError());
            default:
                return answer.Body.Length == 0 ? default! : JsonSerializer.Deserialize<TResult>(answer.Body, ContractJson.Options)!;
        }
    }

    private async Task<RemoteAnswer> SendAsync(ModuleModel exporter, string path, byte[] body, CallContext context, CancellationToken cancellationToken)
    {
        Exception? missed = null;
        foreach (var host in hosts.Of(exporter))
        {
            try
            {
                using var response = await host.SendAsync(path, seal.Seal(context, host.Name, path, body), body, cancellationToken);
                return await RemoteAnswer.ReadAsync(response, cancellationToken);
            }
            catch (HttpRequestException exception) when (exception.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError)
            {
                hosts.Missed(host, exception);
                missed = exception;
            }
        }

        throw new NothingSentException(exporter.Name, missed);
    }
}
