using Roost;

namespace Shop.Notifications;

internal static class NotificationErrors
{
    public static Error BadAddress => Error.Unprocessable("notifications.bad_address", "The recipient's address cannot be written to. Let them correct it in their profile.");

    public static Error UnderWay => Error.Unavailable("notifications.under_way", "This mail is being sent at this moment. Ask again under the same operation id to learn whether it went out.");

    public static Error NotSent => Error.Unavailable("notifications.not_sent", "The mail could not be sent. Ask again under the same operation id.");

    public static Error Refused => Error.Unprocessable("notifications.refused", "The mail server refuses this mail for good; its log says why.");
}
