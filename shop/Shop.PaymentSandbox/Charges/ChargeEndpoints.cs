using Microsoft.AspNetCore.Mvc;
using Shop.PaymentSandbox.Bookkeeping;
using Shop.PaymentSandbox.Idempotency;
using Shop.PaymentSandbox.Methods;
using Shop.PaymentSandbox.Problems;

namespace Shop.PaymentSandbox.Charges;

internal static class ChargeEndpoints
{
    public static void MapCharges(this RouteGroupBuilder v1)
    {
        v1.MapPost("/charges", CreateAsync).RequireIdempotencyKey();
        v1.MapGet("/charges/{id}", GetAsync);
        v1.MapGet("/charges", FindAsync);
    }

    private static async Task<IResult> CreateAsync(
        ChargeRequest request,
        Ledger ledger,
        CallsInProgress calls,
        SlowBank bank,
        [FromHeader(Name = IdempotencyKey.Header)] string key = "",
        CancellationToken cancellationToken = default)
    {
        if (request.Validate() is { } problem)
        {
            return problem.ToResult();
        }

        if (PaymentMethod.Find(request.Method!) is not { } method)
        {
            return ChargeProblems.UnknownMethod.ToResult();
        }

        var command = request.ToCommand(key, method);
        if (await ledger.FindOutcomeAsync(command.Call, cancellationToken) is { } earlier)
        {
            return earlier;
        }

        if (method.Fails)
        {
            return ChargeProblems.ProviderError.ToResult();
        }

        var outcome = method.IsSlow
            ? await calls.TrackAsync(key, async () =>
            {
                await bank.WaitAsync();
                return await ledger.ExecuteAsync(command);
            })
            : await ledger.ExecuteAsync(command);

        return method.LosesAnswer && outcome is { Answer: not null, Replayed: false } ? new LostAnswer() : outcome;
    }

    private static async Task<IResult> GetAsync(string id, Ledger ledger, CancellationToken cancellationToken) =>
        await ledger.ReadAsync(state => state.FindCharge(id), cancellationToken) is { } charge
            ? TypedResults.Ok(charge)
            : ChargeProblems.NotFound.ToResult();

    private static async Task<IResult> FindAsync(
        string? reference, string? key, Ledger ledger, CallsInProgress calls, CancellationToken cancellationToken)
    {
        if (reference is null == key is null)
        {
            return ChargeProblems.FilterRequired.ToResult();
        }

        var problem = new FieldErrors()
            .Require(reference is null || ChargeRequest.IsReference(reference), "reference", "Give the reference of a charge.")
            .Require(key is null || IdempotencyKey.IsValid(key), "key", $"Give 1 to {IdempotencyKey.MaxLength} printable ASCII characters.")
            .ToProblem();
        if (problem is not null)
        {
            return problem.ToResult();
        }

        if (key is not null)
        {
            await calls.WhenIdleAsync(key, cancellationToken);
        }

        var charges = await ledger.ReadAsync(
            state => key is null ? state.FindByReference(reference!) : FindByKey(state, key), cancellationToken);
        return TypedResults.Ok(new ChargeList(charges));
    }

    private static Charge[] FindByKey(LedgerState state, string key) =>
        state.FindAnswer(key) is { } recorded ? [state.FindCharge(recorded.Answer.ChargeId)!] : [];
}
