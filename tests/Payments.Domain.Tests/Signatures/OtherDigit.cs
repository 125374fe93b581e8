namespace Payments.Domain.Tests.Signatures;

/// <summary>Hexadecimal texts that differ from another in one digit.</summary>
internal static class OtherDigit
{
    public static string At(string digest, int place) => $"{digest[..place]}{(digest[place] == '0' ? '1' : '0')}{digest[(place + 1)..]}";
}
