namespace Payments.Domain.Users;

/// <summary>A public RSA key that tokens may be signed with.</summary>
/// <param name="Id">The <c>kid</c>; null where it has none.</param>
/// <param name="Modulus">Big-endian, 256 to 1,024 bytes.</param>
/// <param name="Exponent">Big-endian.</param>
public sealed record UserTokenKey(string? Id, byte[] Modulus, byte[] Exponent);
