namespace Payments.Domain.Notices;

public sealed partial record NoticeTexts
{
    /// <summary>In English.</summary>
    public static NoticeTexts English { get; } = new()
    {
        Names = new Dictionary<NoticeEvent, string>
        {
            [NoticeEvent.CallbacksGivenUp] = "Callbacks were given up",
            [NoticeEvent.EndpointOff] = "A webhook endpoint was switched off",
            [NoticeEvent.Unmatched] = "A payment matched no order",
            [NoticeEvent.Review] = "An order waits for your decision",
            [NoticeEvent.RefundFailed] = "A refund failed",
            [NoticeEvent.PayoutReview] = "A payout waits for your decision",
            [NoticeEvent.PayoutUnknown] = "A payout's end is unknown",
            [NoticeEvent.PayoutFailed] = "A payout failed",
            [NoticeEvent.Difference] = "A provider's statement differs",
            [NoticeEvent.NearlyFull] = "Nearly as many unpaid orders as there may be",
            [NoticeEvent.Guarded] = "Settings of the shop changed",
            [NoticeEvent.Summary] = "Yesterday's orders",
            [NoticeEvent.Test] = "Test of notices",
            [NoticeEvent.Confirm] = "Confirmation of an address",
            [NoticeEvent.Password] = "New password",
            [NoticeEvent.Invitation] = "Invitation",
            [NoticeEvent.Several] = "Several notices",
            [NoticeEvent.SignIn] = "Sign-in from a new browser",
        },
        Sentences = new Dictionary<NoticeEvent, string>
        {
            [NoticeEvent.CallbacksGivenUp] =
                "{0} did not answer as expected, and callbacks to it were given up: {1} within two days. They are sent again by hand.",
            [NoticeEvent.EndpointOff] =
                "The webhook endpoint at {0} was switched off because it does nothing but fail. Its messages are kept until it is on.",
            [NoticeEvent.Unmatched] = "{0} {1} on {2} came to one of your addresses and fits no order. It can be assigned to one.",
            [NoticeEvent.Review] = "Order {0} waits for a decision of risk control.",
            [NoticeEvent.RefundFailed] = "A refund of {0} {1} of order {2} failed.",
            [NoticeEvent.PayoutReview] = "The payout {0} of {1} {2} waits for a decision of risk control.",
            [NoticeEvent.PayoutUnknown] =
                "What became of the payout {0} of {1} {2} is unknown, and the provider is asked no more. Look at its console, and say it.",
            [NoticeEvent.PayoutFailed] = "The payout {0} of {1} {2} failed.",
            [NoticeEvent.Difference] = "The comparison with the statement of {0} of {1} has open differences: {2}.",
            [NoticeEvent.NearlyFull] = "{0} orders wait for a payment, and at most {1} may. New orders are refused when that is reached.",
            [NoticeEvent.Guarded] =
                "Changed: {0}. By: {1}. From: {2}. At: {3} UTC. If none of you did this, sign in, undo it, and change passwords and keys.",
            [NoticeEvent.Summary] = "Orders made on {0} (UTC): {1}. Of those paid: {2}.",
            [NoticeEvent.Test] = "This is a test. Notices of the shop reach you here.",
        },
        Parts = new Dictionary<string, string>
        {
            ["wallets"] = "receiving wallets",
            ["keys"] = "API keys",
            ["secret"] = "the signing secret",
            ["endpoints"] = "webhook endpoints",
            ["people"] = "people of the shop",
            ["notices"] = "who is told of events",
            ["providers"] = "accounts at payment providers",
            ["webhookUrl"] = "the callback address",
        },
        Shop = "Shop: {0} ({1})",
        More = "More: {0}",
        Unsubscribe = "Owners and developers of the shop choose on the console's page “Notices” who is told of what.",
        ConfirmSubject = "Notices of {0}: please confirm",
        Confirm = "Somebody of the shop {0} wants its notices to be sent here. To agree, open this link within a day:\n\n{1}\n\n" +
            "If you do not know this shop, do nothing: you get no other message.",
        PasswordSubject = "Set a new password",
        Password = "Somebody asked for a new password of your account at the console. To set one, open this link within an hour; it " +
            "works once:\n\n{0}\n\nIf that was not you, do nothing: your password stays as it is.",
        SignIn = "Somebody signed in to your account at the console from a browser that was not known.\n\nBrowser: {0}\nFrom: {1}\n" +
            "At: {2} UTC\n\nIf that was you, do nothing. If not, end the session and change your password here:\n\n{3}",
        InvitationSubject = "Invitation to the shop {0}",
        Invitation = "You are invited to work in the shop {0}. The link works once, and for three days:\n\n{1}\n\n" +
            "If you do not know this shop, do nothing.",
    };
}
