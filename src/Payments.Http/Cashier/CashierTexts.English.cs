namespace Payments.Http.Cashier;

internal sealed partial record CashierTexts
{
    /// <summary>English.</summary>
    public static readonly CashierTexts English = new()
    {
        Lang = "en",
        Code = "en",
        Other = ("zh", "中文"),
        Title = "Payment",
        Stages = new Dictionary<CashierStage, (string, string)>
        {
            [CashierStage.Choose] = ("Choose how to pay", "Pick the coin and network that your wallet or exchange can send."),
            [CashierStage.Waiting] = ("Waiting for your payment", "This page follows the blockchain and updates by itself."),
            [CashierStage.Underpaid] = ("Part of it has arrived", "{0} {1} is still missing. Send exactly this amount to the same address."),
            [CashierStage.Confirming] = ("Payment seen", "The network is confirming it. There is nothing more to do."),
            [CashierStage.Completed] = ("Payment complete", "Thank you. Your payment is final."),
            [CashierStage.Expired] = ("The time is up", "Please do not start a new payment to this address."),
            [CashierStage.Closed] = ("This order was closed", "The shop has closed it. Please do not send anything."),
            [CashierStage.Failed] = ("The payment failed", "Please go back to the shop and try another way to pay."),
            [CashierStage.Refunded] = ("Refunded", "This payment was returned."),
        },
        Amount = "Amount to send",
        AmountMissing = "Still to send",
        Address = "To this address",
        Network = "Network",
        Copy = "Copy",
        Copied = "Copied",
        Exact = "Send exactly this amount: by it your payment is recognised. If your exchange takes a fee, it must come on top.",
        Only = "Send only {0} on {1}. Anything else, or on another network, may be lost.",
        Scan = "Scan with your wallet",
        ScanAddress = "Scan for the address, then enter the amount",
        Exchange = " At an exchange, choose {0} as the network of the withdrawal.",
        TimeLeft = "Time left",
        Received = "Received {0} of {1} {2}",
        Overpaid = "You sent {0} {1} more than asked. Ask the shop about the difference.",
        Confirmations = "{0} of {1} confirmations",
        ConfirmationsFinal = "{0} confirmations, until the network says it is final",
        ChooseCoin = "Coins that this shop takes",
        OtherCoin = "Pay with another coin",
        Chosen = "selected",
        Return = "Back to the shop",
        Returning = "Going back by itself in {0} s.",
        Stay = "Stay here",
        Grace = "Have you sent it already? Then just wait: a payment that arrives by {0} still counts, and this page will show it. If not, go back to the shop and order again.",
        NoGrace = "Have you sent something? Give the shop this reference and your transaction. If not, go back to the shop and order again.",
        Reference = "Reference",
        Transaction = "Transaction",
        Problem = "That coin is not available at the moment. Please choose another, or try again.",
        Offline = "No connection. Trying again …",
        OpenWallet = "Open in wallet",
        ErrorTitle = "Payment page",
        NotFound = "There is no such payment. Please go back to the shop and open it again from there.",
        Forbidden = "That did not come from this page. Please go back and try again.",
        Failed = "Something went wrong on our side. Your payment is safe; please load the page again in a moment.",
    };
}
