using System.Collections.Frozen;
using Payments.Providers.Common;

namespace Payments.Providers.Alipay.Answers;

/// <summary>
/// What Alipay's codes mean. A code that is not known here, and every one behind which the money may have moved, is no refusal: the outcome
/// is unknown then.
/// </summary>
internal static class AlipayCodes
{
    /// <summary>The code of an answer that did what was asked; its fields still say what that was.</summary>
    public const string Done = "10000";

    /// <summary>The code of a business failure, which <c>sub_code</c> explains.</summary>
    public const string Business = "40004";

    /// <summary>The tails of <c>sub_code</c>, whose beginnings drift: <c>ACQ.</c>, <c>AQC.</c>, none, <c>isv.</c>.</summary>
    private static readonly FrozenDictionary<string, RefusalKind> Tails = new Dictionary<string, RefusalKind>
    {
        // A trade that nobody opened, or that was never begun.
        ["TRADE_NOT_EXIST"] = RefusalKind.NotFound,
        ["TRADE_HAS_SUCCESS"] = RefusalKind.Conflict,
        ["TRADE_HAS_CLOSE"] = RefusalKind.Conflict,
        ["TRADE_HAS_FINISHED"] = RefusalKind.Conflict,
        ["TRADE_STATUS_ERROR"] = RefusalKind.Conflict,
        ["CONTEXT_INCONSISTENT"] = RefusalKind.Conflict,
        ["REASON_TRADE_BEEN_FREEZEN"] = RefusalKind.Forbidden,
        ["REASON_TRADE_REFUND_FEE_ERR"] = RefusalKind.Fields,
        ["REASON_TRADE_STATUS_INVALID"] = RefusalKind.Conflict,
        ["SELLER_BALANCE_NOT_ENOUGH"] = RefusalKind.Forbidden,
        ["REFUND_AMT_NOT_EQUAL_TOTAL"] = RefusalKind.Fields,
        ["DISCORDANT_REPEAT_REQUEST"] = RefusalKind.Conflict,
        ["TRADE_NOT_ALLOW_REFUND"] = RefusalKind.Forbidden,
        ["REFUND_FEE_ERROR"] = RefusalKind.Fields,
        ["INVALID_PARAMETER"] = RefusalKind.Fields,
        ["TOTAL_FEE_EXCEED"] = RefusalKind.Fields,
        ["EXIST_FORBIDDEN_WORD"] = RefusalKind.Fields,
        ["ACCESS_FORBIDDEN"] = RefusalKind.Forbidden,
        ["PARTNER_ERROR"] = RefusalKind.Credentials,
        ["SELLER_BEEN_BLOCKED"] = RefusalKind.Forbidden,
        ["BUYER_SELLER_EQUAL"] = RefusalKind.Forbidden,
        ["TRADE_BUYER_NOT_MATCH"] = RefusalKind.Conflict,
        ["TXN_RESULT_ACCOUNT_BALANCE_NOT_ENOUGH"] = RefusalKind.Forbidden,
        ["BILL_NOT_EXIST"] = RefusalKind.NotFound,
        ["NO_BILL_DATA"] = RefusalKind.NotFound,
        ["INVALID_ARGUMENTS"] = RefusalKind.Fields,
        // Spelt so in Alipay's manual.
        ["INVAILID_ARGUMENTS"] = RefusalKind.Fields,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Why a request was refused; null where that is not known.</summary>
    /// <param name="code">Alipay's <c>code</c>.</param>
    /// <param name="subCode">Its <c>sub_code</c>, or null.</param>
    public static RefusalKind? KindOf(string code, string? subCode) => code switch
    {
        "20001" or "40006" => RefusalKind.Credentials,
        "40001" or "40002" => IsAboutKeys(subCode) ? RefusalKind.Credentials : RefusalKind.Fields,
        "40003" => RefusalKind.Forbidden,
        Business => Tails.TryGetValue(TailOf(subCode), out var kind) ? kind : null,
        // 10003 waits for the payer, 20000 is a failure of Alipay's, 40005 is too many requests.
        _ => null,
    };

    /// <summary>
    /// Whether a refund was refused because the merchant's balance is too small now: the same number is taken once it is topped up.
    /// </summary>
    public static bool WaitsForBalance(string? subCode) =>
        TailOf(subCode).Equals("SELLER_BALANCE_NOT_ENOUGH", StringComparison.OrdinalIgnoreCase);

    /// <summary>What is behind the last dot of a <c>sub_code</c>.</summary>
    private static string TailOf(string? subCode) => subCode is null ? "" : subCode[(subCode.LastIndexOf('.') + 1)..].Trim();

    private static bool IsAboutKeys(string? subCode) => subCode is not null && new[] { "signature", "app-id", "cert", "sign-type", "token" }
        .Any(word => subCode.Contains(word, StringComparison.OrdinalIgnoreCase));
}
