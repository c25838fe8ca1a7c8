/**
 * The project that a page of one's own is about: the one of its address, else the one chosen last
 * in this browser, else the first.
 */
import { useMe } from "./me";

const KEY = "touchstone:project";

function remembered(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    // A browser that refuses storage starts with the first.
    return null;
  }
}

function remember(projectId: string): void {
  try {
    localStorage.setItem(KEY, projectId);
  } catch {
    // As above.
  }
}

export interface ChosenProject {
  projects: readonly { id: string; name: string }[];
  /** Null for whoever is in none. */
  projectId: string | null;
  choose: (projectId: string) => void;
}

export function useChosenProject(asked: string | undefined, onChoose: (projectId: string) => void): ChosenProject {
  const projects = useMe().memberships.filter((item) => item.is_active).map(({ project }) => project);
  const known = [asked, remembered()].find((id) => projects.some((project) => project.id === id));
  return {
    projects,
    projectId: known ?? projects[0]?.id ?? null,
    choose: (projectId) => {
      remember(projectId);
      onChoose(projectId);
    },
  };
}
