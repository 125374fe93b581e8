using Microsoft.AspNetCore.Http;

namespace Payments.Http.Ops;

/// <summary>The console's sign-in, as far as the operators' pages ask it.</summary>
public interface IOperatorSignIn
{
    /// <summary>Whether an operator of the installation is signed in to the console in this browser, with a second factor.</summary>
    Task<bool> IsOperatorAsync(HttpContext context);
}
