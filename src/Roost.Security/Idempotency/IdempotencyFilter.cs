using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using NpgsqlTypes;
using Roost.Operations;
using Roost.Postgres.UnitsOfWork;

namespace Roost.Security.Idempotency;

/// <summary>Records the answer to a request under a key, in the transaction of its work. Stands inside the commit.</summary>
internal static class IdempotencyFilter
{
    private const string Record = "SELECT roost.idempotency_record($1, $2, $3, $4, $5, $6, $7, $8, $9)";

    public static EndpointFilterDelegate Create(EndpointFilterFactoryContext factory, EndpointFilterDelegate next) => context => InvokeAsync(context, next);

    private static async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        if (context.HttpContext.Features.Get<KeyedRequest>() is not { } request)
        {
            return await next(context);
        }

        var services = context.HttpContext.RequestServices;
        var operation = services.GetRequiredService<Operation>();
        var unit = services.GetRequiredService<UnitOfWork>();
        var answer = await RecordedAnswer.RenderAsync(await next(context), context.HttpContext);
        if (answer.Status is StatusCodes.Status400BadRequest or >= 500)
        {
            // Nothing was done, or nobody knows: the client may mend the request, or try again.
            return answer;
        }

        var failed = answer.Status >= StatusCodes.Status400BadRequest;
        if (failed)
        {
            await operation.RollbackAsync();
        }

        await WriteAsync(unit, request, answer, context.HttpContext.RequestAborted);
        if (failed)
        {
            await operation.CommitAsync(context.HttpContext.RequestAborted);
        }

        return answer;
    }

    private static async Task WriteAsync(UnitOfWork unit, KeyedRequest request, RecordedAnswer? answer, CancellationToken cancellationToken)
    {
        var transaction = await unit.BeginAsync(cancellationToken);
        await using var command = new NpgsqlCommand(Record, unit.Connection, transaction);
        Add(NpgsqlDbType.Uuid, request.Principal);
        Add(NpgsqlDbType.Text, request.Key);
        Add(NpgsqlDbType.Bytea, request.Fingerprint);
        Add(NpgsqlDbType.Interval, request.Keep);
        Add(NpgsqlDbType.Integer, answer?.Status);
        Add(NpgsqlDbType.Text, answer?.ContentType);
        Add(NpgsqlDbType.Text, answer?.Location);
        Add(NpgsqlDbType.Text, answer?.ETag);
        Add(NpgsqlDbType.Bytea, answer?.Body);
        if (await command.ExecuteScalarAsync(cancellationToken) is not true && answer is not null)
        {
            throw new InvalidOperationException($"The Idempotency-Key of operation {request.OperationId} was completed by another host while this one held its lock.");
        }

        void Add(NpgsqlDbType type, object? value) => command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = type, Value = value ?? DBNull.Value });
    }
}
