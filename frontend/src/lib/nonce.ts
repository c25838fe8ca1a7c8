/**
 * The nonce under which this page may add `<style>` elements (the CSP has no
 * `unsafe-inline`): Mantine asks for it, react-remove-scroll takes it from get-nonce.
 */
import { setNonce } from "get-nonce";

export function pageNonce(): string | undefined {
  const meta = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]');
  return meta?.content === "" ? undefined : meta?.content;
}

export function shareNonce(): void {
  const nonce = pageNonce();
  if (nonce !== undefined) setNonce(nonce);
}
