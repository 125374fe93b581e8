using Payments.Domain.Users;

namespace Payments.Http.Console.Texts;

/// <summary>Wallets of end users.</summary>
public sealed record UserTexts
{
    public required string User { get; init; }
    public required string Currency { get; init; }
    public required string Balances { get; init; }
    public required string Never { get; init; }
    public required string Holds { get; init; }
    public required string Statement { get; init; }
    public required string Available { get; init; }
    public required string Held { get; init; }
    public required string Key { get; init; }
    public required string Kind { get; init; }
    public required string Amount { get; init; }

    /// <summary>Kinds of entries.</summary>
    public required IReadOnlyDictionary<UserEntryKind, string> Kinds { get; init; }

    public static readonly UserTexts English = new()
    {
        User = "User, by your own name",
        Currency = "Currency",
        Balances = "Balances",
        Never = "This user never had anything.",
        Holds = "Open holds",
        Statement = "Statement",
        Available = "Available",
        Held = "Held",
        Key = "Key",
        Kind = "Kind",
        Amount = "Amount",
        Kinds = new Dictionary<UserEntryKind, string>
        {
            [UserEntryKind.Credit] = "Credit",
            [UserEntryKind.Debit] = "Debit",
            [UserEntryKind.Hold] = "Hold",
            [UserEntryKind.Capture] = "Capture of a hold",
            [UserEntryKind.Release] = "Release of a hold",
            [UserEntryKind.Reversal] = "Reversal",
        },
    };

    public static readonly UserTexts Chinese = new()
    {
        User = "用户（您系统中的名称）",
        Currency = "币种",
        Balances = "余额",
        Never = "该用户没有任何记录。",
        Holds = "未完成的冻结",
        Statement = "流水",
        Available = "可用",
        Held = "冻结",
        Key = "编号",
        Kind = "类型",
        Amount = "金额",
        Kinds = new Dictionary<UserEntryKind, string>
        {
            [UserEntryKind.Credit] = "入账",
            [UserEntryKind.Debit] = "扣款",
            [UserEntryKind.Hold] = "冻结",
            [UserEntryKind.Capture] = "扣除冻结",
            [UserEntryKind.Release] = "解除冻结",
            [UserEntryKind.Reversal] = "冲正",
        },
    };
}
