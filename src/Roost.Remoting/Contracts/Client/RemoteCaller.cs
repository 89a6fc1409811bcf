using System.Text.Json;
using Microsoft.Extensions.Logging;
using Roost.Contracts;
using Roost.Faults;
using Roost.Model;
using Roost.Operations;
using Roost.Remoting.Calls;
using Roost.Remoting.Calls.Pipelines;
using Roost.Remoting.Contracts.Trust;
using Roost.Remoting.Contracts.Wire;
using Roost.Validation;

namespace Roost.Remoting.Contracts.Client;

/// <summary>Sends calls to other hosts, and makes of their answers what a call in this host would have come to.</summary>
internal sealed class RemoteCaller(ContractHosts hosts, CallSeal seal, CallPipelines pipelines, FaultClassification faults, ILogger<RemoteCaller> logger)
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
        // Here and there: what breaks a rule may not even be what can be written.
        if (method.Validate is not null)
        {
            var validation = new ValidationContext();
            method.Validate(arguments, validation);
            if (!validation.IsValid)
            {
                return Refuse(method, Error.Invalid(validation.Errors));
            }
        }

        byte[] body;
        try
        {
            body = JsonSerializer.SerializeToUtf8Bytes(arguments, ContractJson.Options);
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException or ArgumentException or InvalidOperationException)
        {
            throw new ContractFaultException(method.FullName, faults.Fault(exception), exception);
        }

        var path = ContractPath.Of(exporter, method);
        var rules = new CallRules<RemoteAnswer>
        {
            // What was never sent may be sent again whatever it is.
            MayRepeat = true,
            MayRepeatUnanswered = method.IsIdempotent,
            Exception = exception => exception is NothingSentException || (method.IsIdempotent && exception is HttpRequestException or IOException) ? CallVerdict.Transient : CallVerdict.Failed,
        };
        RemoteAnswer answer;
        try
        {
            answer = await pipelines.Of(method.Contract.Name).RunAsync(attempt => hosts.SendAsync(hosts.Of(exporter), path, host => seal.Seal(context, host, path, body), body, attempt), rules, context.Deadline, cancellationToken);
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

    private TResult Read<TContract, TArguments, TResult>(ContractMethod<TContract, TArguments, TResult> method, RemoteAnswer answer)
        where TContract : class
        where TArguments : struct
    {
        try
        {
            switch (answer.Outcome)
            {
                case ContractOutcome.Done:
                    return answer.Body.Length == 0 ? default! : JsonSerializer.Deserialize<TResult>(answer.Body, ContractJson.Options)!;
                case ContractOutcome.Error:
                    return Refuse(method, answer.ReadError());
                case ContractOutcome.Rejected:
                    var rejection = answer.ReadError();
                    Log.Rejected(logger, method.FullName, rejection.Code, rejection.Message);
                    throw new ContractFaultException(method.FullName, Unavailable(rejection.Code));
                default:
                    throw new ContractFaultException(method.FullName, answer.ReadError());
            }
        }
        catch (JsonException exception)
        {
            // It was carried out over there, and says so in words that are not known here.
            Log.AnswerUnreadable(logger, exception, method.FullName);
            throw new ContractFaultException(method.FullName, Unavailable("contract.unreadable"), exception);
        }
    }

    private static TResult Refuse<TContract, TArguments, TResult>(ContractMethod<TContract, TArguments, TResult> method, Error error)
        where TContract : class
        where TArguments : struct => method.Fail is null ? throw new ContractErrorException(method.FullName, error) : method.Fail(error);

    private static Error Unavailable(string code) => Error.Unavailable(code, "Two parts of the system do not understand each other at this moment. Try again later.");
}
