using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Roost.Contracts;
using Roost.Edge.Errors;
using Roost.Operations;
using Roost.Remoting.Contracts.Trust;
using Roost.Remoting.Contracts.Wire;

namespace Roost.Remoting.Contracts.Server;

/// <summary>Answers calls of other hosts: believes them, runs them, and says how they ended, so that the caller has what a caller in this host would have.</summary>
internal sealed class ContractServer(ContractRoutes routes, SealedRequests requests, ILogger<ContractServer> logger)
{
    private static readonly Error Unknown = Error.NotFound("contract.unknown", "This host has no such method. Is it of another version, or does the topology say otherwise?");
    private static readonly Error Undeclared = Error.Forbidden("contract.undeclared", "No module of the calling host declares that it uses the contract: [Uses<…>].");
    private static readonly Error Unwritable = Error.Unavailable("contract.unwritable", "It was carried out, and what came of it cannot be told. Do not repeat it; report the trace id.");
    private static readonly Error Unreadable = Error.Invalid("contract.unreadable", "The arguments cannot be read. Are the two hosts' versions more than one apart?");

    public async Task AnswerAsync(HttpContext http)
    {
        if (routes.Find(http.Request.Path) is not { } route || !HttpMethods.IsPost(http.Request.Method))
        {
            await SealedAnswers.RejectAsync(http, Unknown);
            return;
        }

        if (await requests.OpenAsync(http) is not { } call)
        {
            return;
        }

        if (!routes.Allows(call.Caller, route.Method))
        {
            Log.Undeclared(logger, call.Caller, route.Method.FullName);
            await SealedAnswers.RejectAsync(http, Undeclared);
            return;
        }

        await RunAsync(http, route, call.Body, call.Caller, call.Context);
    }

    private async Task RunAsync(HttpContext http, ContractRoute route, ReadOnlyMemory<byte> body, string caller, CallContext context)
    {
        var answer = new ArrayBufferWriter<byte>();
        try
        {
            if (await route.RunAsync(body, context, answer, http.RequestAborted) is { } error)
            {
                await SealedAnswers.WriteAsync(http, error, ContractOutcome.Error);
                return;
            }
        }
        catch (UnreadableArgumentsException exception)
        {
            Log.Unreadable(logger, exception, route.Method.FullName, caller);
            await SealedAnswers.RejectAsync(http, Unreadable);
            return;
        }
        catch (ContractErrorException exception)
        {
            await SealedAnswers.WriteAsync(http, exception.Error, ContractOutcome.Error);
            return;
        }
        catch (ContractFaultException exception)
        {
            Log.Faulted(logger, exception.InnerException, route.Method.FullName, caller, exception.Error.Code);
            await SealedAnswers.FaultAsync(http, exception.Error);
            return;
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // Nobody waits for an answer.
            return;
        }
        catch (UnwritableResultException exception)
        {
            Log.AnswerUnwritable(logger, exception, route.Method.FullName, caller);
            await SealedAnswers.FaultAsync(http, Unwritable);
            return;
        }

        http.Response.Headers[ContractOutcome.Header] = ContractOutcome.Done;
        http.Response.StatusCode = answer.WrittenCount > 0 ? StatusCodes.Status200OK : StatusCodes.Status204NoContent;
        if (answer.WrittenCount > 0)
        {
            http.Response.ContentType = "application/json";
            http.Response.ContentLength = answer.WrittenCount;
            // It has committed: whether the answer arrives does not change that.
            await http.Response.BodyWriter.WriteAsync(answer.WrittenMemory, CancellationToken.None);
        }
    }
}
