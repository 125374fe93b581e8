namespace Payments.Providers.WeChat;

/// <summary>Fen, hundredths of a yuan: the API counts in them, its bills in yuan.</summary>
public static class Fen
{
    /// <summary>The most that is sent: a hundred million yuan.</summary>
    public const long Most = 10_000_000_000;

    private const int InYuan = 100;

    /// <summary>An amount of yuan in fen; null where it has a fraction of a fen, is not above zero, or above <see cref="Most"/>.</summary>
    public static long? Of(decimal yuan)
    {
        if (yuan is <= 0 or > Most / InYuan) return null;
        var fen = yuan * InYuan;
        return fen == decimal.Truncate(fen) ? (long)fen : null;
    }

    /// <summary>Fen in yuan, exact.</summary>
    public static decimal ToYuan(long fen) => (decimal)fen / InYuan;
}
