namespace Roost.Messaging.Faults.Tests.Planted;

/// <summary>Bugs in how Shop asks its provider for money.</summary>
internal static class PaymentBugs
{
    public const string Suite = "tests/Shop.Tests";
    private const string Folder = "shop/Payments/Shop.Payments";

    public static readonly IReadOnlyList<TestedBug> All =
    [
        new("an outcome that nobody knows counts as a failure", Suite, "Payments.AuthorizationTests.An_authorisation_whose_every_answer",
            new SourceChange(
                "Charges/ChargeService.cs",
                "            return await RecordAsync(payment, found.Value is { } charge ? StatusOf(charge) : PaymentStatus.Failed, found.Value);\n        }",
                "            return await RecordAsync(payment, found.Value is { } charge ? StatusOf(charge) : PaymentStatus.Failed, found.Value);\n        }\n\n        if (found.Kind != AnswerKind.Done)\n        {\n            return await RecordAsync(payment, PaymentStatus.Failed);\n        }") { Folder = Folder }),
        new("that nobody is reached now counts as a failure of what was sent before", Suite, "SilenceTests.What_was_sent_before",
            new SourceChange("Charges/ChargeService.cs", "if (isNew && outcome.ReachedNobody)", "if (isQuiet && outcome.ReachedNobody)") { Folder = Folder }),
        new("an unknown outcome is asked for again under a new key", Suite, "Payments.AuthorizationTests.An_authorisation_whose_every_answer",
            new SourceChange("Provider/ProviderKeys.cs", "$\"auth{Mark}{payment.OperationId:N}\"", "$\"auth{Mark}{Guid.CreateVersion7():N}\"") { Folder = Folder }),
        new("an undoing that comes first is not remembered", Suite, "LateAuthorizationTests.One_that_comes_after_it_was_undone",
            new SourceChange(
                "Holds/VoidService.cs",
                "var isUnknown = await holds.AddTombstoneAsync(request.AuthorizationId, request.OrderId, request.OperationId, cancellationToken);",
                "var isUnknown = true;") { Folder = Folder }),
        new("what may still arrive is called undone", Suite, "LateAuthorizationTests.One_that_may_still_arrive",
            new SourceChange("Holds/VoidService.cs", "case { Kind: AnswerKind.Done } when isQuiet:", "case { Kind: AnswerKind.Done }:") { Folder = Folder }),
        new("more may be captured than is held", Suite, "CaptureTests.There_is_one_capture",
            new SourceChange("Holds/HoldRepository.cs", "WHERE id = @id AND status = 'Authorized' AND COALESCE(@amount::bigint, authorized) <= authorized", "WHERE id = @id AND status = 'Authorized'") { Folder = Folder }),
        new("a capture under another name is told that it has taken", Suite, "CaptureTests.Two_captures_at_once",
            new SourceChange("Holds/CaptureService.cs", "_ when payment.CaptureOperationId != request.OperationId || ", "_ when ") { Folder = Folder }),
        new("more may be given back than was captured", Suite, "PaymentEndpointTests.Refunds_at_once",
            new SourceChange("Refunds/RefundRepository.cs", "captured - refunded >= GREATEST(COALESCE(@amount::bigint, 1), 1)", "captured > 0") { Folder = Folder }),
        new("a refund of which nobody heard lets its amount go", Suite, "Payments.RefundTests.A_refund_whose_answers",
            new SourceChange(
                "Refunds/RefundService.cs",
                "if (found.Kind == AnswerKind.Done && outcome is { Last.Kind: AnswerKind.Refused, MayStillAct: false })",
                "if (outcome is not { Last.Kind: AnswerKind.Done })") { Folder = Folder }),
    ];
}
