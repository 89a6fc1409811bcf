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
internal sealed class ContractServer(ContractRoutes routes, CallSeal seal, ILogger<ContractServer> logger)
{
    // The edge's own limit is for strangers. Whatever calls here is one of us, and only a mistake is larger than this.
    private const int MaxBody = 16 * 1024 * 1024;
    private static readonly Error Unknown = Error.NotFound("contract.unknown", "This host has no such method. Is it of another version, or does the topology say otherwise?");
    private static readonly Error Untrusted = Error.Forbidden("contract.untrusted", "This host does not believe the call. Its log says why.");
    private static readonly Error Undeclared = Error.Forbidden("contract.undeclared", "No module of the calling host declares that it uses the contract: [Uses<…>].");
    private static readonly Error TooLarge = Error.Invalid("contract.too_large", "The arguments are larger than 16 MiB. Send them in parts, or where they can be read from.");
    private static readonly Error Unwritable = Error.Unavailable("contract.unwritable", "It was carried out, and what came of it cannot be told. Do not repeat it; report the trace id.");
    private static readonly Error Unreadable = Error.Invalid("contract.unreadable", "The arguments cannot be read. Are the two hosts' versions more than one apart?");

    public async Task AnswerAsync(HttpContext http)
    {
        if (routes.Find(http.Request.Path) is not { } route || !HttpMethods.IsPost(http.Request.Method))
        {
            await RejectAsync(http, Unknown);
            return;
        }

        // Before anything is read, or room made for it.
        if (!seal.IsKnown(http.Request.Headers[CallSeal.Header]))
        {
            Log.Untrusted(logger, http.Request.Path, http.Connection.RemoteIpAddress, "It has no header of a host that is known here, or one of another hour.");
            await RejectAsync(http, Untrusted);
            return;
        }

        http.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = null;
        var body = await ReadAsync(http.Request, http.RequestAborted);
        if (body is null)
        {
            await RejectAsync(http, TooLarge);
            return;
        }

        if (Open(http, body.WrittenSpan) is not { } call)
        {
            await RejectAsync(http, Untrusted);
            return;
        }

        if (!routes.Allows(call.Caller, route.Method))
        {
            Log.Undeclared(logger, call.Caller, route.Method.FullName);
            await RejectAsync(http, Undeclared);
            return;
        }

        await RunAsync(http, route, body.WrittenMemory, call.Caller, call.Context);
    }

    private async Task RunAsync(HttpContext http, ContractRoute route, ReadOnlyMemory<byte> body, string caller, CallContext context)
    {
        var answer = new ArrayBufferWriter<byte>();
        try
        {
            if (await route.RunAsync(body, context, answer, http.RequestAborted) is { } error)
            {
                await WriteAsync(http, error, ContractOutcome.Error);
                return;
            }
        }
        catch (UnreadableArgumentsException exception)
        {
            Log.Unreadable(logger, exception, route.Method.FullName, caller);
            await RejectAsync(http, Unreadable);
            return;
        }
        catch (ContractErrorException exception)
        {
            await WriteAsync(http, exception.Error, ContractOutcome.Error);
            return;
        }
        catch (ContractFaultException exception)
        {
            Log.Faulted(logger, exception.InnerException, route.Method.FullName, caller, exception.Error.Code);
            await FaultAsync(http, exception.Error);
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
            await FaultAsync(http, Unwritable);
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

    private (string Caller, CallContext Context)? Open(HttpContext http, ReadOnlySpan<byte> body)
    {
        try
        {
            return seal.Open(http.Request.Headers[CallSeal.Header], http.Request.Path, body);
        }
        catch (Exception exception) when (exception is UntrustedCallException or FormatException or JsonException)
        {
            Log.Untrusted(logger, http.Request.Path, http.Connection.RemoteIpAddress, exception.Message);
            return null;
        }
    }

    private static Task RejectAsync(HttpContext http, Error error) => WriteAsync(http, error, ContractOutcome.Rejected);

    private static Task FaultAsync(HttpContext http, Error error) => WriteAsync(http, error, ContractOutcome.Fault);

    private static async Task WriteAsync(HttpContext http, Error error, string outcome)
    {
        http.Response.StatusCode = ErrorStatus.Of(error);
        http.Response.ContentType = WireError.ContentType;
        http.Response.Headers[ContractOutcome.Header] = outcome;
        await JsonSerializer.SerializeAsync(http.Response.Body, WireError.Of(error, http.Response.StatusCode), WireJson.Default.WireError, http.RequestAborted);
    }

    /// <returns><see langword="null"/> if there is more than a host may send.</returns>
    private static async ValueTask<ArrayBufferWriter<byte>?> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var body = new ArrayBufferWriter<byte>(1024);
        while (true)
        {
            var read = await request.BodyReader.ReadAsync(cancellationToken);
            if (body.WrittenCount + read.Buffer.Length > MaxBody)
            {
                request.BodyReader.AdvanceTo(read.Buffer.End);
                return null;
            }

            foreach (var part in read.Buffer)
            {
                body.Write(part.Span);
            }

            request.BodyReader.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
            {
                return body;
            }
        }
    }
}
