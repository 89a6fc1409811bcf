using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Mvc;
using Shop.PaymentSandbox.Captures;
using Shop.PaymentSandbox.Charges;
using Shop.PaymentSandbox.Health;
using Shop.PaymentSandbox.Refunds;
using Shop.PaymentSandbox.Statements;
using Shop.PaymentSandbox.Voids;

namespace Shop.PaymentSandbox;

/// <summary>What the API reads and writes, without reflection.</summary>
[JsonSerializable(typeof(ChargeRequest))]
[JsonSerializable(typeof(Charge))]
[JsonSerializable(typeof(ChargeList))]
[JsonSerializable(typeof(CaptureRequest))]
[JsonSerializable(typeof(VoidRequest))]
[JsonSerializable(typeof(RefundRequest))]
[JsonSerializable(typeof(Refund))]
[JsonSerializable(typeof(Statement))]
[JsonSerializable(typeof(HealthReport))]
[JsonSerializable(typeof(ProblemDetails))]
[JsonSerializable(typeof(HttpValidationProblemDetails))]
[JsonSerializable(typeof(string))]
internal sealed partial class ApiJson : JsonSerializerContext
{
    /// <summary>
    /// Strict on the way in, so that a caller's slip shows at once instead of as a wrong charge:
    /// no unknown or repeated fields, no numbers in quotes, names in the one right case.
    /// </summary>
    public static void Configure(JsonSerializerOptions json)
    {
        json.TypeInfoResolverChain.Insert(0, Default);
        json.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        json.AllowDuplicateProperties = false;
        json.NumberHandling = JsonNumberHandling.Strict;
        json.PropertyNameCaseInsensitive = false;
        json.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        json.MaxDepth = 8;
    }
}
