using System.Security.Cryptography;
using System.Text;

namespace Payments.Domain.Secrets;

/// <summary>Compares secrets.</summary>
public static class SecretText
{
    /// <summary>Whether two texts are the same, in a time that tells neither how much of them is nor how long they are.</summary>
    public static bool Equal(string one, string other) =>
        CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(one)), SHA256.HashData(Encoding.UTF8.GetBytes(other)));
}
