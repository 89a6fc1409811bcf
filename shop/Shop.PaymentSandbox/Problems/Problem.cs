namespace Shop.PaymentSandbox.Problems;

/// <summary>Why a call was refused: the status, a code that stays the same over time, and what to do about it.</summary>
internal sealed record Problem(int Status, string Code, string Detail)
{
    /// <summary>The faults of a body by field, when there are any.</summary>
    public IDictionary<string, string[]>? Errors { get; init; }

    /// <summary>The problem as RFC 9457 has it, with the code as an extension member.</summary>
    public IResult ToResult()
    {
        var extensions = new Dictionary<string, object?> { [ProblemCodes.Member] = Code };
        return Errors is null
            ? TypedResults.Problem(Detail, statusCode: Status, extensions: extensions)
            : TypedResults.ValidationProblem(Errors, Detail, extensions: extensions);
    }
}
