using System.ComponentModel;

namespace Shop.Webhooks.Receivers;

internal sealed record NewSecretResponse(
    [property: Description("What messages are signed with from now on. It is shown this once.")] string Secret,
    [property: Description("Until when they are signed with the secret before, too.")] DateTimeOffset PreviousSecretUntil);
