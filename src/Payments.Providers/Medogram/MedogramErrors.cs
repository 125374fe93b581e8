namespace Payments.Providers.Medogram;

/// <summary>The gateway's error numbers in words, as BitPay.ir's clients publish them.</summary>
public static class MedogramErrors
{
    /// <summary>What a number below 1 means that answers <c>gateway-send</c>.</summary>
    public static string OfSend(long number) => number switch
    {
        -1 => "the API key is not known (-1)",
        -2 => "the amount is no number, or below 1000 rials (-2)",
        -3 => "the return address is missing (-3)",
        -4 => "the gateway is not known, or waits for its approval (-4)",
        -5 => "the gateway could not reach its bank, or the order number was used before (-5)",
        _ => $"refused with the number {number}",
    };

    /// <summary>What a number below 1 means that answers <c>gateway-result-second</c>.</summary>
    public static string OfVerify(long number) => number switch
    {
        -1 => "the API key is not known (-1)",
        -2 => "trans_id is not valid (-2)",
        -3 => "id_get is not valid (-3)",
        -4 => "there is no such payment, or it was not paid (-4)",
        _ => $"refused with the number {number}",
    };

    /// <summary>Whether an error of a verification is about the numbers that were asked for, and not about the account.</summary>
    internal static bool IsAboutThePayment(long error) => error is -2 or -3 or -4;
}
